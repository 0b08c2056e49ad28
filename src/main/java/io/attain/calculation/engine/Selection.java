package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.attain.calculation.engine.Participation.Segment;
import io.attain.calculation.engine.Tally.Entry;
import io.attain.plan.formula.TypedFormula;
import io.attain.plan.language.Clawback;
import io.attain.plan.language.CreditSelection;
import io.attain.plan.language.Measure;

/** Which credits a component counts, and what of each: fills tallies. */
final class Selection {

    /** What those below earned on the same events: nothing where no measure asks. */
    interface CommissionBelow {
        long on(String event);
    }

    private final int periodFrom;
    private final int periodTo;

    Selection(int periodFrom, int periodTo) {
        this.periodFrom = periodFrom;
        this.periodTo = periodTo;
    }

    void fill(Tally tally, CommissionBelow below) {
        CreditColumns credits = tally.payee.credits();
        List<Segment> segments = tally.participation.segments();
        int since = tally.since(periodFrom);
        tally.begin(credits.firstOn(periodTo) - credits.firstOn(since));
        Set<String> seen = new HashSet<>();
        boolean period = false;
        for (int s = 0; s < segments.size(); s++) {
            CompiledComponent component = tally.track.bySegment()[s];
            if (component != null) {
                int begin = credits.firstOn(Math.max(since, segments.get(s).fromDay()));
                int end = credits.firstOn(endOf(tally, component, segments.get(s)));
                boolean plain = isPlain(component);
                Optional<TypedFormula> where = component.definition.credits().where().map(component.formulas::of);
                for (int credit = begin; credit < end; credit++) {
                    if (!component.counts(credits, credit)
                            || !plain && !accepts(component, where, credits.facts(credit))) {
                        continue;
                    }
                    if (!period && credits.day(credit) >= periodFrom) {
                        tally.firstOfPeriod = tally.count;
                        period = true;
                    }
                    if (plain && credits.original(credit) < 0) {
                        tally.add(credit, credits.minor(credit), Entry.COUNTED);
                    } else {
                        add(tally, component, credits, credit, seen, below);
                    }
                }
            }
            tally.endOfSegment[s] = tally.count;
        }
        if (!period) {
            tally.firstOfPeriod = tally.count;
        }
        tally.measured = true;
    }

    /** Whether all that matters is in the arrays. */
    private static boolean isPlain(CompiledComponent component) {
        CreditSelection credits = component.definition.credits();
        return component.definition.measure() instanceof Measure.Amount && credits.where().isEmpty()
                && credits.customerMonths().isEmpty();
    }

    /** The first day on which nothing counts any more. */
    private int endOf(Tally tally, CompiledComponent component, Segment segment) {
        int end = Math.min(periodTo, segment.toDay());
        boolean stops = !component.definition.credits().afterLeaving() && tally.payee.left().isPresent();
        return stops ? (int) Math.min(end, tally.payee.left().get().toEpochDay()) : end;
    }

    private static boolean accepts(CompiledComponent component, Optional<TypedFormula> where, CreditFacts credit) {
        CreditSelection selection = component.definition.credits();
        if (selection.customerMonths().isPresent() && credit.customerSince().isPresent()
                && credit.day() >= LocalDate.ofEpochDay(credit.customerSince().getAsInt())
                        .plusMonths(selection.customerMonths().get()).toEpochDay()) {
            return false;
        }
        return where.isEmpty() || where.get().holds(new CreditValues(credit, component.currencyDigits));
    }

    private static void add(Tally tally, CompiledComponent component, CreditColumns credits, int credit,
            Set<String> seen, CommissionBelow below) {
        CreditFacts facts = credits.facts(credit);
        Entry entry = entry(tally, component, credits, credit);
        boolean falls = switch (entry) {
            case COUNTED -> true;
            case RECOMPUTES -> true;
            case TAKES_BACK -> component.definition.payment().clawback().falls();
            case TOO_LATE -> false;
        };
        tally.add(credit, falls ? measure(component, credits, credit, facts, seen, below) : 0, entry);
    }

    private static Entry entry(Tally tally, CompiledComponent component, CreditColumns credits, int credit) {
        int original = credits.original(credit);
        if (original < 0) {
            return Entry.COUNTED;
        }
        Clawback clawback = component.definition.payment().clawback();
        if (clawback.days().isPresent()
                && credits.day(credit) - credits.day(original) > clawback.days().get()) {
            return Entry.TOO_LATE;
        }
        if (clawback.takes() != Clawback.Takes.RECOMPUTED) {
            return Entry.TAKES_BACK;
        }
        if (component.isOneAmount()) {
            return Entry.RECOMPUTES;
        }
        for (int i = 0; i < tally.count; i++) {
            if (tally.credit[i] == original) {
                return Entry.RECOMPUTES;
            }
        }
        // The window in which the original counted is closed: it gives back what it earned there.
        return Entry.TAKES_BACK;
    }

    private static long measure(CompiledComponent component, CreditColumns credits, int credit, CreditFacts facts,
            Set<String> seen, CommissionBelow below) {
        return switch (component.definition.measure()) {
            case Measure.Amount amount -> facts.amount();
            case Measure.Margin margin -> facts.margin().orElse(0L);
            case Measure.AmountLessCommissionBelow less ->
                Math.subtractExact(facts.amount(), below.on(facts.event()));
            case Measure.Quantity quantity -> facts.quantity();
            case Measure.Count count -> count.shared()
                    ? facts.count()
                    : facts.count() < 0 ? -CreditFacts.ONE : CreditFacts.ONE;
            case Measure.Distinct distinct -> {
                String value = field(distinct.field(), facts);
                yield facts.count() >= 0 && !value.isEmpty() && seen.add(value) ? CreditFacts.ONE : 0;
            }
            case Measure.Attribute attribute -> millionths(facts.fields().apply(attribute.name()), facts);
            case Measure.Points points -> points(component, credits, credit, facts);
        };
    }

    private static String field(String name, CreditFacts facts) {
        return new CreditValues(facts, 0).text(name);
    }

    private static long millionths(String text, CreditFacts facts) {
        return CreditValues.numberIn(text).map(value -> value.multiply(facts.share()).movePointRight(Measure.DECIMALS)
                .setScale(0, RoundingMode.HALF_UP).longValueExact() * (facts.count() < 0 ? -1 : 1)).orElse(0L);
    }

    private static long points(CompiledComponent component, CreditColumns credits, int credit, CreditFacts facts) {
        BigDecimal each = component.points
                .map(table -> table.rates().get(table.row(credits, credit)).value()).orElse(BigDecimal.ZERO);
        long millionths = each.movePointRight(Measure.DECIMALS).setScale(0, RoundingMode.HALF_UP).longValueExact();
        return facts.count() < 0 ? -millionths : millionths;
    }
}
