package io.attain.calculation.engine;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import io.attain.shared.DateRange;

/**
 * Computes the lines of payees for one period. Components are evaluated one by one over the columns of credits.
 * Everything is exact until the one half-up rounding of each line: {@code long} arithmetic that notices when it would
 * overflow, and then {@link java.math.BigInteger} for that line.
 * <p>
 * A component pays in this order: pay function, multipliers, gate (one rounding per line), line cap, floor, component
 * cap; then the plan's cap, the plan's budget, and last what returns take back of what their originals kept. Windows to
 * date are computed from their first day on, and pay the difference to what was earned before.
 * <p>
 * A calculator keeps no state between calls and may be shared.
 */
public final class Calculator {

    /**
     * Computes payees who belong together: by a rank, a pool, a budget, or because one's measure depends on what another
     * earns. Most groups are one payee.
     *
     * @param period the days that are paid; credits before it are prior
     * @param lines  one per payee, in their order; cleared first
     */
    public void calculate(List<Payee> group, DateRange period, List<Lines> lines) {
        new Calculation(group, epochDay(period.from()), epochDay(period.to()), lines).run();
    }

    /** The same for someone who is calculated alone. */
    public void calculate(Payee payee, DateRange period, Lines lines) {
        calculate(List.of(payee), period, List.of(lines));
    }

    /**
     * The same for someone of whom nothing matters but the credits, all of them in the period.
     *
     * @param lines cleared first; empty when the answer is a reason
     * @return why it cannot be computed, if it cannot
     */
    public Optional<String> calculate(CreditColumns credits, List<Participation> participations, Lines lines) {
        new Calculation(List.of(Payee.of("", credits, participations)), Integer.MIN_VALUE, Integer.MAX_VALUE,
                List.of(lines)).run();
        return lines.obstacle();
    }

    /**
     * How the lines of one payee come about, in the order of the lines: everyone is computed again.
     *
     * @param group as for {@link #calculate(List, DateRange, List)}
     * @param who   an index into the group
     * @throws IllegalStateException when the arithmetic of a derivation does not end at the amount of its line
     */
    public List<Derivation> derive(List<Payee> group, DateRange period, int who) {
        return computed(group, period).derive(who);
    }

    /** The same for one line. */
    public Derivation derive(List<Payee> group, DateRange period, int who, int line) {
        return computed(group, period).derive(who, line);
    }

    private static Calculation computed(List<Payee> group, DateRange period) {
        Calculation calculation = new Calculation(group, epochDay(period.from()), epochDay(period.to()),
                group.stream().map(payee -> new Lines()).toList());
        calculation.run();
        return calculation;
    }

    private static int epochDay(LocalDate day) {
        return (int) Math.clamp(day.toEpochDay(), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}
