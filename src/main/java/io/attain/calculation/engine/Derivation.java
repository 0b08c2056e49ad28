package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

import io.attain.calculation.engine.Participation.Track;
import io.attain.plan.language.Component;
import io.attain.plan.language.FlatRate;
import io.attain.plan.language.MarginalTiers;
import io.attain.plan.language.Measure;
import io.attain.plan.language.Modifiers;
import io.attain.plan.language.RateSource;
import io.attain.plan.language.RateTable;
import io.attain.plan.language.Tiers.Basis;
import io.attain.plan.language.Tiers.Factor;
import io.attain.plan.language.Tiers.OwnRate;
import io.attain.plan.language.Tiers.Tier;
import io.attain.plan.language.Window;
import io.attain.shared.DateRange;
import io.attain.shared.Rate;

/**
 * How one line came about, derived again from the definition step by step with decimals. All money is in minor units.
 *
 * @param base     the looked-up rate, where the component has one
 * @param row      the row of the rate table that matched; empty for a flat rate or anything else
 * @param before   the measure before the credit
 * @param after    the measure after it
 * @param quota    what attainment is measured against, where it is
 * @param slices   the parts of the credit, each within one tier; signed like the credit
 * @param exact    Σ slices, not rounded
 * @param amount   the same, rounded half-up once
 */
public record Derivation(Optional<Rate> base, OptionalInt row, long before, long after, Optional<Long> quota,
        List<Slice> slices, BigDecimal exact, long amount) {

    /**
     * A part of a credit within one tier.
     *
     * @param tier   from 0
     * @param from   where the tier begins, as the plan has it
     * @param amount of the slice, in minor units, possibly with decimals
     * @param factor the factor on the base, where the tier has one
     * @param rate   what the slice is paid at in the end
     * @param exact  amount × rate
     */
    public record Slice(int tier, Rate from, BigDecimal amount, Optional<Rate> factor, Rate rate, BigDecimal exact) {}

    /**
     * @param line an index into the lines that were calculated for the payee and period
     * @throws IllegalStateException when the derivation does not end at the line's amount
     */
    public static Derivation of(Payee payee, DateRange period, Lines lines, int line) {
        Participation participation = payee.participations().get(lines.participation(line));
        Track track = participation.tracks().get(lines.component(line));
        CompiledComponent component = track.last();
        boolean onItsOwn = lines.credit(line) != Lines.NO_CREDIT && lines.kind(line) == Lines.Kind.EARNED
                && lines.amount(line) == lines.uncut(line)
                && component.definition.modifiers().equals(Modifiers.NONE) && isTiered(component)
                && !component.definition.window().isToDate()
                && component.definition.measure() instanceof Measure.Amount;
        if (onItsOwn) {
            return of(payee.credits(), participation, lines, line,
                    payee.credits().facts(lines.credit(line)).fields());
        }
        return new Derivation(Optional.empty(), OptionalInt.empty(), lines.measureBefore(line),
                lines.measureBefore(line), track.hasQuota() ? Optional.of(track.quota()) : Optional.empty(), List.of(),
                BigDecimal.valueOf(lines.uncut(line)), lines.amount(line));
    }

    private static boolean isTiered(CompiledComponent component) {
        return component.definition.pay() instanceof RateSource
                || component.definition.pay() instanceof MarginalTiers;
    }

    /**
     * @param line    an index into lines that were calculated from the same credits and participation
     * @param valueOf the fields of the line's credit
     * @throws IllegalStateException when the derivation does not end at the line's amount
     */
    public static Derivation of(CreditColumns credits, Participation participation, Lines lines, int line,
            Function<String, String> valueOf) {
        Track track = participation.tracks().get(lines.component(line));
        CompiledComponent component = track.bySegment()[lines.segment(line)];
        if (component == null) {
            throw new IllegalArgumentException("the version has no such component");
        }
        long minor = credits.minor(lines.credit(line));
        long before = component.definition.window() == Window.CREDIT
                ? 0
                : measureBefore(credits, participation, track, lines.credit(line));
        MarginalTiers pay = asTiers(component.definition);
        Optional<RateSource> source = pay.base();
        OptionalInt row = source.map(base -> matchingRow(base, valueOf)).orElse(OptionalInt.empty());
        Optional<Rate> base = source.map(given -> rate(given, row));
        BigDecimal unit = BigDecimal.valueOf(pay.on() == Basis.ATTAINMENT ? track.quota() : component.currencyUnit);
        List<Slice> slices = slices(pay, base, unit, before, minor);
        BigDecimal exact = slices.stream().map(Slice::exact).reduce(BigDecimal.ZERO, BigDecimal::add);
        long amount = exact.setScale(0, RoundingMode.HALF_UP).longValueExact();
        if (amount != lines.amount(line)) {
            throw new IllegalStateException("derived %d, but the line says %d".formatted(amount, lines.amount(line)));
        }
        return new Derivation(base, row, before, before + minor,
                pay.on() == Basis.ATTAINMENT ? Optional.of(track.quota()) : Optional.empty(), slices, exact, amount);
    }

    private static MarginalTiers asTiers(Component definition) {
        return switch (definition.pay()) {
            case MarginalTiers tiers -> tiers;
            case RateSource source -> new MarginalTiers(Basis.MEASURE, Optional.of(source),
                    List.of(new Tier(Rate.ZERO, new Factor(Rate.ONE))));
            default -> throw new IllegalArgumentException("cannot be computed yet: " + definition.pay());
        };
    }

    private static long measureBefore(CreditColumns credits, Participation participation, Track track, int lineCredit) {
        long measure = 0;
        for (int s = 0; s < participation.segments().size(); s++) {
            CompiledComponent component = track.bySegment()[s];
            if (component != null) {
                int end = Math.min(lineCredit, credits.firstOn(participation.segments().get(s).toDay()));
                for (int credit = credits.firstOn(participation.segments().get(s).fromDay()); credit < end; credit++) {
                    measure += component.counts(credits, credit) ? credits.minor(credit) : 0;
                }
            }
        }
        return measure;
    }

    private static OptionalInt matchingRow(RateSource source, Function<String, String> valueOf) {
        return switch (source) {
            case FlatRate flat -> OptionalInt.empty();
            case RateTable table -> table.matchingRow(valueOf);
        };
    }

    private static Rate rate(RateSource source, OptionalInt row) {
        return switch (source) {
            case FlatRate flat -> flat.rate();
            case RateTable table -> row.isPresent() ? table.rows().get(row.getAsInt()).rate() : table.otherwise();
        };
    }

    private static List<Slice> slices(MarginalTiers pay, Optional<Rate> base, BigDecimal unit, long before,
            long minor) {
        BigDecimal low = BigDecimal.valueOf(Math.min(before, before + minor));
        BigDecimal high = BigDecimal.valueOf(Math.max(before, before + minor));
        List<Slice> slices = new ArrayList<>();
        for (int t = 0; t < pay.tiers().size(); t++) {
            Tier tier = pay.tiers().get(t);
            BigDecimal begin = t == 0 ? low : low.max(unit.multiply(tier.from().value()));
            BigDecimal end = t + 1 == pay.tiers().size()
                    ? high
                    : high.min(unit.multiply(pay.tiers().get(t + 1).from().value()));
            if (end.compareTo(begin) > 0 || minor == 0 && slices.isEmpty() && end.compareTo(low) >= 0) {
                BigDecimal part = end.subtract(begin);
                BigDecimal amount = minor < 0 ? part.negate() : part;
                Optional<Rate> factor = tier.pay() instanceof Factor given
                        ? Optional.of(given.factor())
                        : Optional.empty();
                Rate rate = switch (tier.pay()) {
                    case Factor given -> base.orElse(Rate.ONE).times(given.factor());
                    case OwnRate own -> own.rate();
                };
                slices.add(new Slice(t, tier.from(), amount, factor, rate, amount.multiply(rate.value())));
            }
        }
        return slices;
    }
}
