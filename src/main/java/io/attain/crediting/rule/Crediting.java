package io.attain.crediting.rule;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.attain.crediting.Credit;
import io.attain.crediting.CreditId;
import io.attain.crediting.CreditRole;
import io.attain.participant.ParticipantId;
import io.attain.sales.EventKind;
import io.attain.sales.SalesEvent;
import io.attain.sales.Touch;
import io.attain.shared.Allocation;
import io.attain.shared.Money;

/**
 * From one sales event to its credits. A pure function of the event, the rules and the surroundings; the ids of its
 * credits are 0.
 */
public final class Crediting {

    private static final CreditId NO_ID = new CreditId(0);
    private static final String SPLIT = "split";
    private static final String ROLLUP = "rollup";

    private record Applicable(CreditRule rule, Predicate<SalesEvent> where) {}

    /** Someone with an exact part of the event. */
    private record Entitled(ParticipantId participant, Fraction share) {}

    /** Everyone who shares the event as a whole, in the order that decides about the last cent. */
    private record Whole(List<ParticipantId> participants, List<BigDecimal> weights, CreditRole role, int splitVersion,
            String rule) {

        Fraction share(int index) {
            return Fraction.of(weights.get(index), weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
        }
    }

    /** What a part of an event comes to. */
    private record Portion(long original, long amount, Optional<Long> margin, long quantity, long count) {

        Portion plus(Portion other) {
            return new Portion(Math.addExact(original, other.original), Math.addExact(amount, other.amount),
                    margin.flatMap(one -> other.margin.map(two -> Math.addExact(one, two))),
                    Math.addExact(quantity, other.quantity), Math.addExact(count, other.count));
        }
    }

    /** An event in the currency of someone's plan. */
    private record Converted(Money amount, Optional<Money> margin) {}

    private final CreditRules rules;
    private final List<Applicable> applicable;
    private final Surroundings surroundings;

    /** @throws io.attain.shared.Refused when the condition of a rule cannot be read */
    public Crediting(CreditRules rules, Conditions conditions, Surroundings surroundings) {
        this.rules = rules;
        this.surroundings = surroundings;
        this.applicable = rules.rules().stream()
                .map(rule -> new Applicable(rule,
                        rule.where().map(conditions::compile).orElse(event -> true)))
                .toList();
    }

    /**
     * The credits of an event, in canonical order; none when no rule names anyone. Direct and split credits add up to the
     * event to the cent, in its own currency and in that of each plan.
     */
    public List<Credit> credits(SalesEvent event) {
        return new OfEvent(event).credits();
    }

    /**
     * What the credits of an event would be under this split instead of the one in force.
     *
     * @param split one that shares the event
     */
    public List<Credit> credits(SalesEvent event, AgreedSplit split) {
        OfEvent hypothetical = new OfEvent(event);
        hypothetical.splits.removeIf(agreed -> !agreed.overlay());
        hypothetical.splits.add(split);
        return hypothetical.credits();
    }

    /** One event on its way. */
    private final class OfEvent {

        private final SalesEvent event;
        private final List<AgreedSplit> splits;
        private final List<Credit> originals;
        private final Optional<Credit.Origin> origin;
        private final List<Credit> credits = new ArrayList<>();
        private final Map<PayTerms, Converted> converted = new HashMap<>();
        private final long count;

        OfEvent(SalesEvent event) {
            this.event = event;
            this.splits = new ArrayList<>(surroundings.splits(event.key()));
            this.originals = event.refersTo().map(surroundings::credits).orElse(List.of());
            this.origin = originals.stream().findFirst()
                    .map(original -> new Credit.Origin(original.event(), original.kind(), original.eventDate()));
            this.count = event.kind() == EventKind.RETURN ? -Credit.ONE : Credit.ONE;
        }

        List<Credit> credits() {
            boolean shared = splits.stream().anyMatch(split -> !split.overlay());
            if (event.kind() == EventKind.RETURN && originals.isEmpty()) {
                return List.of();
            }
            if (!originals.isEmpty() && !shared) {
                follow();
            } else {
                Optional<Whole> whole = whole();
                whole.ifPresent(this::give);
                overlay();
                rollUp(whole);
            }
            credits.sort(Credit.CANONICAL);
            return List.copyOf(credits);
        }

        /** The return of a sale takes back at the rate the sale was converted with. */
        private LocalDate conversionDay() {
            return event.kind() == EventKind.RETURN
                    ? origin.map(Credit.Origin::date).orElse(event.eventDate())
                    : event.eventDate();
        }

        private Optional<Whole> whole() {
            for (AgreedSplit split : splits) {
                if (!split.overlay()) {
                    return Optional.of(new Whole(split.parts().stream().map(Part::participant).toList(),
                            split.parts().stream().map(Part::weight).toList(), CreditRole.SPLIT, split.version(),
                            SPLIT));
                }
            }
            for (Applicable one : applicable) {
                if (one.rule().role() == CreditRule.Role.DIRECT && applies(one)) {
                    List<Entitled> entitled = entitled(one.rule().to());
                    if (!entitled.isEmpty()) {
                        return Optional.of(whole(entitled, one.rule()));
                    }
                }
            }
            return Optional.empty();
        }

        private Whole whole(List<Entitled> entitled, CreditRule rule) {
            BigInteger common = entitled.stream().map(one -> one.share().denominator()).reduce(BigInteger.ONE,
                    (left, right) -> left.multiply(right).divide(left.gcd(right)));
            return new Whole(entitled.stream().map(Entitled::participant).toList(),
                    entitled.stream().map(one -> new BigDecimal(
                            one.share().numerator().multiply(common).divide(one.share().denominator()))).toList(),
                    entitled.size() == 1 ? CreditRole.DIRECT : CreditRole.SPLIT, 0, rule.id());
        }

        private boolean applies(Applicable one) {
            return one.rule().events().contains(event.kind()) && one.where().test(event);
        }

        private void give(Whole whole) {
            List<Portion> portions = new ArrayList<>();
            for (int i = 0; i < whole.participants().size(); i++) {
                portions.add(portions(whole.weights(), terms(whole.participants().get(i))).get(i));
            }
            for (int i = 0; i < portions.size(); i++) {
                if (whole.weights().get(i).signum() > 0) {
                    add(whole.participants().get(i), whole.role(), whole.splitVersion(), whole.share(i).toDecimal(),
                            portions.get(i), whole.rule());
                }
            }
        }

        private List<Portion> portions(List<BigDecimal> weights, Optional<PayTerms> terms) {
            Converted whole = converted(terms);
            List<Long> original = Allocation.of(event.amount().minor(), weights);
            List<Long> amount = Allocation.of(whole.amount().minor(), weights);
            Optional<List<Long>> margin = whole.margin().map(money -> Allocation.of(money.minor(), weights));
            List<Long> quantity = Allocation.of(event.quantity(), weights);
            List<Long> counted = Allocation.of(count, weights);
            List<Portion> portions = new ArrayList<>();
            for (int i = 0; i < weights.size(); i++) {
                int at = i;
                portions.add(new Portion(original.get(i), amount.get(i), margin.map(parts -> parts.get(at)),
                        quantity.get(i), counted.get(i)));
            }
            return portions;
        }

        private Portion single(Fraction share, Optional<PayTerms> terms) {
            Converted whole = converted(terms);
            return new Portion(share.of(event.amount().minor()), share.of(whole.amount().minor()),
                    whole.margin().map(margin -> share.of(margin.minor())), share.of(event.quantity()),
                    share.of(count));
        }

        private void overlay() {
            Map<ParticipantId, Fraction> shares = new TreeMap<>();
            Map<ParticipantId, String> first = new HashMap<>();
            int version = 0;
            for (AgreedSplit split : splits) {
                if (split.overlay()) {
                    version = split.version();
                    for (Part part : split.parts()) {
                        shares.merge(part.participant(), Fraction.of(part.weight().movePointLeft(2)), Fraction::plus);
                        first.putIfAbsent(part.participant(), SPLIT);
                    }
                }
            }
            for (Applicable one : applicable) {
                if (one.rule().role() == CreditRule.Role.OVERLAY && applies(one)) {
                    for (Entitled entitled : entitled(one.rule().to())) {
                        shares.merge(entitled.participant(), entitled.share().times(Fraction.of(one.rule().share())),
                                Fraction::plus);
                        first.putIfAbsent(entitled.participant(), one.rule().id());
                    }
                }
            }
            for (Map.Entry<ParticipantId, Fraction> one : shares.entrySet()) {
                String rule = first.getOrDefault(one.getKey(), SPLIT);
                if (one.getValue().exceeds(Fraction.ZERO)) {
                    add(one.getKey(), CreditRole.OVERLAY, rule.equals(SPLIT) ? version : 0,
                            one.getValue().toDecimal(), single(one.getValue(), terms(one.getKey())), rule);
                }
            }
        }

        private void rollUp(Optional<Whole> whole) {
            Map<ParticipantId, Map<ParticipantId, Fraction>> below = new TreeMap<>();
            whole.ifPresent(shared -> {
                for (int i = 0; i < shared.participants().size(); i++) {
                    rise(below, shared.participants().get(i), shared.share(i), event.eventDate());
                }
            });
            Map<ParticipantId, Fraction> overlaid = new HashMap<>();
            if (rules.rollUpOverlay()) {
                for (Credit credit : credits) {
                    if (credit.role() == CreditRole.OVERLAY) {
                        overlaid.merge(credit.participant(), Fraction.of(credit.share()), Fraction::plus);
                    }
                }
                overlaid.forEach((who, share) -> rise(below, who, share, event.eventDate()));
            }
            below.forEach((manager, shares) -> {
                Fraction sum = shares.values().stream().reduce(Fraction.ZERO, Fraction::plus);
                Optional<PayTerms> terms = terms(manager);
                Portion portion;
                if (sum.exceeds(Fraction.ONE) || shares.keySet().stream().anyMatch(overlaid::containsKey)) {
                    sum = sum.exceeds(Fraction.ONE) ? Fraction.ONE : sum;
                    portion = single(sum, terms);
                } else {
                    portion = summed(whole.orElseThrow(), shares, terms);
                }
                if (sum.exceeds(Fraction.ZERO)) {
                    add(manager, CreditRole.ROLLUP, 0, sum.toDecimal(), portion, ROLLUP);
                }
            });
        }

        /** What those below were given, in the manager's currency; so that a line adds up to what stands above it. */
        private Portion summed(Whole whole, Map<ParticipantId, Fraction> shares, Optional<PayTerms> terms) {
            List<Portion> portions = portions(whole.weights(), terms);
            Portion sum = new Portion(0, 0, event.margin().map(margin -> 0L), 0, 0);
            for (int i = 0; i < portions.size(); i++) {
                if (shares.containsKey(whole.participants().get(i))) {
                    sum = sum.plus(portions.get(i));
                }
            }
            return sum;
        }

        private void rise(Map<ParticipantId, Map<ParticipantId, Fraction>> below, ParticipantId participant,
                Fraction share, LocalDate day) {
            for (ParticipantId manager : surroundings.reportingTree().above(participant, day)) {
                if (surroundings.countsRollup(manager, event.eventDate())) {
                    below.computeIfAbsent(manager, above -> new TreeMap<>()).merge(participant, share, Fraction::plus);
                }
            }
        }

        /** Credits those of the original in their shares; a whole return mirrors the original to the last cent. */
        private void follow() {
            List<Credit> whole = originals.stream().filter(credit -> credit.role().addsUp()).toList();
            boolean mirrors = event.kind() == EventKind.RETURN && !whole.isEmpty()
                    && sum(whole) == Math.negateExact(event.amount().minor())
                    && whole.getFirst().original().currency().equals(event.amount().currency());
            List<BigDecimal> weights = whole.stream().map(Credit::share).toList();
            Map<ParticipantId, Integer> places = new LinkedHashMap<>();
            for (int i = 0; i < whole.size(); i++) {
                places.put(whole.get(i).participant(), i);
            }
            for (Credit original : originals) {
                Optional<PayTerms> terms = terms(original.participant());
                Portion portion = switch (original.role()) {
                    case DIRECT, SPLIT -> portions(weights, terms).get(whole.indexOf(original));
                    case OVERLAY -> single(Fraction.of(original.share()), terms);
                    case ROLLUP -> rolledUp(original, places, weights, terms);
                };
                add(original.participant(), original.role(), original.splitVersion(), original.share(),
                        mirrors ? mirrored(original, portion) : portion, original.rule());
            }
        }

        private Portion mirrored(Credit original, Portion portion) {
            boolean sameMoney = converted(terms(original.participant())).amount().currency()
                    .equals(original.amount().currency());
            return new Portion(Math.negateExact(original.original().minor()),
                    sameMoney ? Math.negateExact(original.amount().minor()) : portion.amount(), portion.margin(),
                    portion.quantity(), portion.count());
        }

        /** The original's manager gets what those below him get now, as they stood below him then. */
        private Portion rolledUp(Credit original, Map<ParticipantId, Integer> places, List<BigDecimal> weights,
                Optional<PayTerms> terms) {
            List<Integer> below = places.entrySet().stream()
                    .filter(one -> surroundings.reportingTree().above(one.getKey(), original.eventDate())
                            .contains(original.participant()))
                    .map(Map.Entry::getValue).toList();
            Fraction share = below.stream().map(place -> Fraction.of(weights.get(place))).reduce(Fraction.ZERO,
                    Fraction::plus);
            if (share.toDecimal().compareTo(original.share()) != 0) {
                return single(Fraction.of(original.share()), terms);
            }
            List<Portion> portions = portions(weights, terms);
            return below.stream().map(portions::get).reduce(Portion::plus).orElseThrow();
        }

        private static long sum(List<Credit> credits) {
            return credits.stream().mapToLong(credit -> credit.original().minor()).reduce(0, Math::addExact);
        }

        private List<Entitled> entitled(Recipient to) {
            LocalDate day = event.eventDate();
            Responsibilities responsible = surroundings.responsibilities();
            return switch (to) {
                case Recipient.Seller seller -> alone(event.seller());
                case Recipient.AccountOwner owner -> alone(event.account()
                        .flatMap(account -> responsible.owner(Responsibility.Kind.ACCOUNT, account, day)));
                case Recipient.TerritoryOwner owner -> alone(attribute("territory")
                        .or(() -> event.account().flatMap(account -> responsible.territoryOf(account, day)))
                        .flatMap(territory -> responsible.owner(Responsibility.Kind.TERRITORY, territory, day)));
                case Recipient.Partner partner -> alone(attribute("partner")
                        .flatMap(name -> responsible.owner(Responsibility.Kind.PARTNER, name, day)));
                case Recipient.Channel channel -> alone(attribute("channel")
                        .flatMap(name -> responsible.owner(Responsibility.Kind.CHANNEL, name, day)));
                case Recipient.ProductSpecialist specialist -> responsible
                        .of(Responsibility.Kind.PRODUCT, event.product(), day).stream()
                        .filter(part -> part.weight().signum() > 0)
                        .map(part -> new Entitled(part.participant(), Fraction.of(part.weight().movePointLeft(2))))
                        .toList();
                case Recipient.Touches touches -> attributed(touches.attribution());
            };
        }

        private Optional<String> attribute(String name) {
            return Optional.ofNullable(event.attributes().get(name)).filter(value -> !value.isEmpty());
        }

        private static List<Entitled> alone(Optional<ParticipantId> participant) {
            return participant.map(who -> new Entitled(who, Fraction.ONE)).stream().toList();
        }

        private List<Entitled> attributed(Attribution attribution) {
            List<Touch> touches = event.touches().stream().filter(touch -> toucher(touch).isPresent())
                    .sorted(Comparator.comparing(Touch::date)).toList();
            Map<ParticipantId, Fraction> shares = new LinkedHashMap<>();
            List<Fraction> weights = Attributed.weights(attribution, touches);
            for (int i = 0; i < touches.size(); i++) {
                if (weights.get(i).exceeds(Fraction.ZERO)) {
                    shares.merge(toucher(touches.get(i)).orElseThrow(), weights.get(i), Fraction::plus);
                }
            }
            return shares.entrySet().stream().map(one -> new Entitled(one.getKey(), one.getValue())).toList();
        }

        private Optional<ParticipantId> toucher(Touch touch) {
            return touch.participant().or(() -> surroundings.responsibilities().owner(Responsibility.Kind.CHANNEL,
                    touch.channel(), touch.date()));
        }

        /** What comes for a sale after its seller left the plan still counts as the sale did. */
        private Optional<PayTerms> terms(ParticipantId participant) {
            return surroundings.payTerms(participant, conversionDay())
                    .or(() -> origin.flatMap(sale -> surroundings.payTerms(participant, sale.date())));
        }

        private Converted converted(Optional<PayTerms> terms) {
            Converted asItCame = new Converted(event.amount(), event.margin());
            return terms.map(pay -> converted.computeIfAbsent(pay, how -> {
                Currency from = event.amount().currency();
                return surroundings.rates()
                        .rate(from, how.currency(), how.conversion(), conversionDay(), how.period())
                        .map(rate -> new Converted(ExchangeRates.converted(event.amount(), rate, how.currency()),
                                event.margin().map(margin -> ExchangeRates.converted(margin, rate, how.currency()))))
                        .orElse(asItCame);
            })).orElse(asItCame);
        }

        private void add(ParticipantId participant, CreditRole role, int splitVersion, BigDecimal share,
                Portion portion, String rule) {
            Currency currency = converted(terms(participant)).amount().currency();
            credits.add(new Credit(NO_ID, event.key(), event.kind(), event.revision(), splitVersion, event.eventDate(),
                    participant, role, share, Money.ofMinor(portion.original(), event.amount().currency()),
                    Money.ofMinor(portion.amount(), currency),
                    portion.margin().map(margin -> Money.ofMinor(margin, currency)), portion.quantity(),
                    portion.count(), event.product(), event.account(), event.attributes(), origin, rule));
        }
    }
}
