package io.attain.year;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

import io.attain.year.Happening.Part;

/** All that is known of the year, looked up by day. */
final class Facts {

    static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** @param to the first day without the person */
    record Person(String name, String currency, LocalDate from, LocalDate to) {

        boolean employedOn(LocalDate day) {
            return !day.isBefore(from) && day.isBefore(to);
        }
    }

    /** Days in a plan, from the first to the one before the last. */
    record Membership(String name, String plan, LocalDate from, LocalDate to) {

        boolean on(LocalDate day) {
            return !day.isBefore(from) && day.isBefore(to);
        }
    }

    private final Map<String, Person> people = new TreeMap<>();
    private final Map<String, NavigableMap<LocalDate, String>> managers = new HashMap<>();
    private final Map<String, Map<String, Membership>> memberships = new HashMap<>();
    private final Map<String, NavigableMap<LocalDate, PlanTerms>> plans = new TreeMap<>();
    private final Map<String, Map<YearMonth, BigDecimal>> targets = new HashMap<>();
    private final Map<String, NavigableMap<LocalDate, BigDecimal>> rates = new HashMap<>();
    private final Map<String, Happening.Sold> deals = new TreeMap<>();
    private final Map<String, List<Happening.Returned>> returns = new HashMap<>();
    private final Map<String, List<Happening.Collected>> cash = new HashMap<>();
    private final Map<String, List<Part>> splits = new HashMap<>();
    private final Map<String, List<Part>> claims = new HashMap<>();

    Facts(List<Happening> happenings) {
        happenings.forEach(this::take);
        returns.values().forEach(list -> list.sort(
                Comparator.comparing(Happening.Returned::on).thenComparing(Happening.Returned::id)));
    }

    private void take(Happening happening) {
        switch (happening) {
            case Happening.Hired hired -> {
                people.put(hired.name(), new Person(hired.name(), hired.currency(), hired.on(), LocalDate.MAX));
                hired.manager().ifPresent(manager -> reports(hired.name(), hired.on(), manager));
            }
            case Happening.Moved moved -> reports(moved.name(), moved.on(), moved.manager());
            case Happening.Left left -> people.computeIfPresent(left.name(),
                    (name, person) -> new Person(name, person.currency(), person.from(), left.on()));
            case Happening.InPlan in -> memberships.computeIfAbsent(in.name(), name -> new TreeMap<>())
                    .put(in.plan() + in.from(),
                            new Membership(in.name(), in.plan(), in.from(), in.to().orElse(LocalDate.MAX)));
            case Happening.Agreed agreed -> plans.computeIfAbsent(agreed.plan().id(), id -> new TreeMap<>())
                    .put(agreed.plan().from(), agreed.plan());
            case Happening.Target target -> targets.computeIfAbsent(target.name(), name -> new HashMap<>())
                    .put(target.month(), target.amount());
            case Happening.Rate rate -> rates.computeIfAbsent(rate.from() + rate.to(), pair -> new TreeMap<>())
                    .put(rate.on(), rate.rate());
            case Happening.Sold sold -> deals.put(sold.id(), sold);
            case Happening.Returned returned ->
                returns.computeIfAbsent(returned.deal(), deal -> new ArrayList<>()).add(returned);
            case Happening.Collected collected ->
                cash.computeIfAbsent(collected.deal(), deal -> new ArrayList<>()).add(collected);
            case Happening.Shared shared -> splits.put(shared.deal(), shared.parts());
            case Happening.Adjusted adjusted -> {
            }
            case Happening.Claimed claimed -> claims.put(claimed.deal(), claimed.proposed());
            case Happening.Decided decided when decided.upheld() ->
                splits.put(decided.deal(), Optional.ofNullable(claims.get(decided.deal())).orElseThrow());
            case Happening.Decided decided -> {
            }
        }
    }

    private void reports(String name, LocalDate from, String manager) {
        managers.computeIfAbsent(name, n -> new TreeMap<>()).put(from, manager);
    }

    List<Person> people() {
        return List.copyOf(people.values());
    }

    Person person(String name) {
        return Optional.ofNullable(people.get(name)).orElseThrow(() -> new IllegalStateException("nobody is " + name));
    }

    /** The line upward on a day, the direct manager first. A line ends with the employment of the one who reports. */
    List<String> above(String name, LocalDate day) {
        List<String> line = new ArrayList<>();
        Optional<String> next = managerOf(name, day);
        while (next.isPresent()) {
            line.add(next.get());
            next = managerOf(next.get(), day);
        }
        return line;
    }

    private Optional<String> managerOf(String name, LocalDate day) {
        return Optional.ofNullable(managers.get(name)).filter(lines -> person(name).employedOn(day))
                .flatMap(lines -> Optional.ofNullable(lines.floorEntry(day)).map(Map.Entry::getValue));
    }

    List<Membership> memberships(String name) {
        return List.copyOf(memberships.getOrDefault(name, Map.of()).values());
    }

    Optional<PlanTerms> version(String plan, LocalDate day) {
        return Optional.ofNullable(plans.get(plan)).flatMap(
                versions -> Optional.ofNullable(versions.floorEntry(day)).map(Map.Entry::getValue));
    }

    /** The versions of a plan, the earliest first. */
    List<PlanTerms> versions(String plan) {
        return List.copyOf(plans.getOrDefault(plan, new TreeMap<>()).values());
    }

    /** The currency in which what someone is credited with on a day counts; none for who is in no plan. */
    Optional<String> planCurrency(String name, LocalDate day) {
        return memberships(name).stream().filter(one -> one.on(day))
                .flatMap(one -> version(one.plan(), day).stream()).map(PlanTerms::currency).findFirst();
    }

    Optional<BigDecimal> target(String name, YearMonth month) {
        return Optional.ofNullable(targets.getOrDefault(name, Map.of()).get(month));
    }

    /** Half-up once, at the rate of the day or the last before it. */
    BigDecimal converted(BigDecimal amount, String from, String to, LocalDate day) {
        if (from.equals(to)) {
            return amount;
        }
        return amount.multiply(Optional.ofNullable(rates.get(from + to)).map(table -> table.floorEntry(day))
                .map(Map.Entry::getValue)
                .orElseThrow(() -> new IllegalStateException("no rate from " + from + " to " + to + " on " + day)))
                .setScale(2, RoundingMode.HALF_UP);
    }

    List<Happening.Sold> deals() {
        return List.copyOf(deals.values());
    }

    Happening.Sold deal(String id) {
        return Optional.ofNullable(deals.get(id)).orElseThrow(() -> new IllegalStateException("there is no " + id));
    }

    List<Happening.Returned> returns(String deal) {
        return returns.getOrDefault(deal, List.of());
    }

    List<Happening.Collected> cash(String deal) {
        return cash.getOrDefault(deal, List.of());
    }

    boolean isShared(String deal) {
        return splits.containsKey(deal);
    }

    List<Part> parts(Happening.Sold deal) {
        return splits.getOrDefault(deal.id(), List.of(new Part(deal.seller(), HUNDRED)));
    }
}
