package io.attain.year;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.attain.year.Happening.Part;

/**
 * Who is credited with what: the seller, or those who share the deal, and every manager above whose plan counts what is
 * below, once an event. A return is credited to those of its original, in their shares, at the rate of its original.
 */
final class Crediting {

    private static final BigDecimal CENT = new BigDecimal("0.01");

    /**
     * What of an event counts for someone, in the currency of the plan.
     *
     * @param original the deal; the event itself unless it is a return
     */
    record Credit(String name, String role, String event, LocalDate on, String product, BigDecimal amount,
            String original) {

        boolean isReturn() {
            return !event.equals(original);
        }
    }

    private static final Comparator<Credit> ORDER = Comparator.comparing(Credit::on).thenComparing(Credit::event)
            .thenComparing(Credit::role);

    private final Facts facts;

    Crediting(Facts facts) {
        this.facts = facts;
    }

    /** By name, in order, of events before the day. */
    Map<String, List<Credit>> before(LocalDate day) {
        List<Credit> credits = new ArrayList<>();
        for (Happening.Sold deal : facts.deals()) {
            if (deal.on().isBefore(day)) {
                credits.addAll(of(deal, deal.id(), deal.on(), deal.amount()));
                facts.returns(deal.id()).stream().filter(one -> one.on().isBefore(day))
                        .forEach(one -> credits.addAll(of(deal, one.id(), one.on(), one.amount().negate())));
            }
        }
        return credits.stream().sorted(ORDER)
                .collect(Collectors.groupingBy(Credit::name, TreeMap::new, Collectors.toList()));
    }

    private List<Credit> of(Happening.Sold deal, String event, LocalDate on, BigDecimal amount) {
        List<Part> parts = facts.parts(deal);
        List<Credit> credits = new ArrayList<>();
        Map<String, List<Integer>> below = new TreeMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String name = parts.get(i).name();
            Optional<String> currency = facts.planCurrency(name, deal.on());
            if (currency.isPresent()) {
                credits.add(new Credit(name, facts.isShared(deal.id()) ? "split" : "direct", event, on, deal.product(),
                        portions(deal, amount, currency.get(), parts).get(i), deal.id()));
            }
            for (String manager : facts.above(name, deal.on())) {
                if (countsRollup(manager, deal.on())) {
                    below.computeIfAbsent(manager, m -> new ArrayList<>()).add(i);
                }
            }
        }
        below.forEach((manager, places) -> {
            List<BigDecimal> portions = portions(deal, amount,
                    facts.planCurrency(manager, deal.on()).orElseThrow(), parts);
            credits.add(new Credit(manager, "rollup", event, on, deal.product(),
                    places.stream().map(portions::get).reduce(BigDecimal.ZERO, BigDecimal::add), deal.id()));
        });
        return credits;
    }

    private boolean countsRollup(String manager, LocalDate day) {
        return facts.memberships(manager).stream().filter(one -> one.on(day))
                .flatMap(one -> facts.version(one.plan(), day).stream())
                .anyMatch(plan -> plan.parts().stream().anyMatch(part -> part.roles().contains("rollup")));
    }

    private List<BigDecimal> portions(Happening.Sold deal, BigDecimal amount, String currency, List<Part> parts) {
        return allocated(facts.converted(amount, deal.currency(), currency, deal.on()),
                parts.stream().map(Part::percent).toList());
    }

    /** Cut to the cent; what is left goes cent by cent to the largest remainders, ties to the earlier. */
    static List<BigDecimal> allocated(BigDecimal amount, List<BigDecimal> percents) {
        BigDecimal whole = amount.abs();
        List<BigDecimal> parts = new ArrayList<>();
        List<BigDecimal> remainders = new ArrayList<>();
        for (BigDecimal percent : percents) {
            BigDecimal exact = whole.multiply(percent).divide(Facts.HUNDRED);
            parts.add(exact.setScale(2, RoundingMode.DOWN));
            remainders.add(exact.subtract(parts.getLast()));
        }
        BigDecimal left = whole.subtract(parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
        for (; left.signum() > 0; left = left.subtract(CENT)) {
            int largest = 0;
            for (int i = 1; i < parts.size(); i++) {
                if (remainders.get(i).compareTo(remainders.get(largest)) > 0) {
                    largest = i;
                }
            }
            parts.set(largest, parts.get(largest).add(CENT));
            remainders.set(largest, BigDecimal.ONE.negate());
        }
        return amount.signum() < 0 ? parts.stream().map(BigDecimal::negate).toList() : parts;
    }
}
