package io.attain.year;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import io.attain.year.Facts.Membership;
import io.attain.year.Facts.Person;
import io.attain.year.Happening.Part;

/** What customers do: buy, share out what they buy among sellers, send back, pay. The same for the same seed. */
final class Market {

    static final List<String> PRODUCTS = List.of("Anvil", "Bellows", "Crucible");

    private static final BigDecimal CENT = new BigDecimal("0.01");

    private final Random random;
    private final List<Happening> later = new ArrayList<>();
    private int deals;

    Market(long seed) {
        this.random = new Random(seed);
    }

    /** Everything of a month, given what is known of the organisation. */
    List<Happening> in(YearMonth month, List<Happening> known) {
        Facts facts = new Facts(known);
        List<Happening> happenings = new ArrayList<>();
        for (Person person : facts.people()) {
            for (Membership plan : facts.memberships(person.name())) {
                if (!plan.plan().equals(Script.LEADERS)) {
                    int sales = 2 + random.nextInt(4);
                    for (int i = 0; i < sales; i++) {
                        LocalDate day = month.atDay(1 + random.nextInt(month.lengthOfMonth()));
                        if (plan.on(day) && person.employedOn(day)) {
                            sell(person, plan, day, facts, happenings);
                        }
                    }
                }
            }
        }
        List<Happening> all = new ArrayList<>(known);
        all.addAll(happenings);
        happenings.addAll(due(month, new Facts(all)));
        return happenings;
    }

    private void sell(Person seller, Membership plan, LocalDate day, Facts facts, List<Happening> happenings) {
        String id = "D%04d".formatted(++deals);
        BigDecimal amount = BigDecimal.valueOf(50_000 + random.nextInt(2_000_000), 2);
        int foreign = random.nextInt(10);
        String currency = foreign > 1
                ? seller.currency()
                : foreign == 1 ? "GBP" : seller.currency().equals("USD") ? "EUR" : "USD";
        happenings.add(new Happening.Sold(id, day, seller.name(), PRODUCTS.get(random.nextInt(PRODUCTS.size())), amount,
                currency));
        if (random.nextInt(12) == 0) {
            share(id, seller, plan, day, facts).ifPresent(happenings::add);
        }
        if (random.nextInt(10) == 0) {
            sendBack(id, day, amount);
        }
        if (plan.plan().equals(Script.ACCOUNTS)) {
            pay(id, day, amount);
        }
    }

    private Optional<Happening> share(String id, Person seller, Membership plan, LocalDate day, Facts facts) {
        List<String> others = facts.people().stream().map(Person::name)
                .filter(name -> !name.equals(seller.name()))
                .filter(name -> facts.memberships(name).stream()
                        .anyMatch(one -> one.plan().equals(plan.plan()) && one.on(day)))
                .toList();
        if (others.size() < 2) {
            return Optional.empty();
        }
        int other = random.nextInt(others.size() - 1);
        return Optional.of(random.nextBoolean()
                ? new Happening.Shared(id, List.of(new Part(seller.name(), new BigDecimal("60")),
                        new Part(others.get(other), new BigDecimal("40"))))
                : new Happening.Shared(id, List.of(new Part(seller.name(), new BigDecimal("33.34")),
                        new Part(others.get(other), new BigDecimal("33.33")),
                        new Part(others.get(other + 1), new BigDecimal("33.33")))));
    }

    private void sendBack(String id, LocalDate day, BigDecimal amount) {
        if (random.nextInt(3) == 0) {
            later.add(new Happening.Returned(id + "R1", day.plusDays(2 + random.nextInt(120)), id, amount));
            return;
        }
        BigDecimal part = amount.multiply(BigDecimal.valueOf(1 + random.nextInt(40), 2)).setScale(2, RoundingMode.DOWN);
        LocalDate first = day.plusDays(2 + random.nextInt(70));
        later.add(new Happening.Returned(id + "R1", first, id, part));
        if (random.nextBoolean()) {
            later.add(new Happening.Returned(id + "R2", first.plusDays(random.nextInt(45)), id, part.add(CENT)));
        }
    }

    private void pay(String id, LocalDate day, BigDecimal amount) {
        int payments = 1 + random.nextInt(3);
        BigDecimal left = amount;
        for (int i = 1; i <= payments; i++) {
            boolean last = i == payments;
            BigDecimal part = last
                    ? left
                    : amount.multiply(BigDecimal.valueOf(10 + random.nextInt(30), 2)).setScale(2, RoundingMode.DOWN);
            left = left.subtract(part);
            if (!last || random.nextInt(5) > 0) {
                later.add(new Happening.Collected(id + "C" + i, day.plusDays(random.nextInt(30) + 30L * (i - 1)), id,
                        part));
            }
        }
    }

    private List<Happening> due(YearMonth month, Facts facts) {
        List<Happening> due = later.stream().filter(one -> YearMonth.from(on(one)).equals(month)).toList();
        later.removeAll(due);
        return due.stream().filter(one -> !(one instanceof Happening.Returned back) || sellersStay(back, facts))
                .toList();
    }

    /** Whether all who sold it are still in the plan they sold it in. */
    private boolean sellersStay(Happening.Returned back, Facts facts) {
        Happening.Sold deal = facts.deal(back.deal());
        return facts.parts(deal).stream().allMatch(part -> facts.memberships(part.name()).stream()
                .anyMatch(one -> one.on(deal.on()) && one.on(back.on())));
    }

    private static LocalDate on(Happening happening) {
        return switch (happening) {
            case Happening.Returned returned -> returned.on();
            case Happening.Collected collected -> collected.on();
            default -> throw new IllegalArgumentException("does not come later: " + happening);
        };
    }
}
