package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.attain.calculation.engine.Calculation.Sheet;
import io.attain.calculation.engine.CompiledComponent.Way;
import io.attain.calculation.engine.Lines.Kind;
import io.attain.plan.language.BonusSteps;
import io.attain.plan.language.Floor;
import io.attain.plan.language.Gate;
import io.attain.plan.language.Limit;
import io.attain.plan.language.Matrix;
import io.attain.plan.language.Modifiers;
import io.attain.plan.language.Multiplier;
import io.attain.plan.language.Multiplier.ByFigure;

/** Pays one component of one payee: pay function, multipliers, gate, line cap, floor, cap. */
final class ComponentPay {

    /** What one version of the component needs for every credit. */
    private record Terms(CompiledComponent component, Boundaries boundaries, int wholeTier, BigDecimal factor,
            long lineCap) {

        boolean isPlain() {
            return factor.equals(BigDecimal.ONE) && component.fieldFactors.isEmpty() && component.narrow;
        }
    }

    private final Tally tally;
    private final Lines lines;
    private final CreditColumns credits;
    private final WindowValues values;
    private final LumpSums lumpSums;
    private final @Nullable Terms[] terms;

    ComponentPay(Calculation calculation, Sheet sheet, Tally tally, Contests contests) {
        this.tally = tally;
        this.lines = sheet.lines();
        this.credits = sheet.payee().credits();
        this.values = new WindowValues(calculation, sheet, tally);
        this.lumpSums = new LumpSums(tally, values, contests);
        this.terms = new Terms[tally.endOfSegment.length];
    }

    void pay() {
        if (looksAtItsOwnPay()) {
            prepare(false);
            tally.gross = gross();
        }
        prepare(true);
        int firstLine = lines.size();
        onCredits();
        long window = Math.addExact(tally.earnedBefore(), sum(firstLine));
        CompiledComponent last = tally.last;
        if (last.isOneAmount()) {
            long whole = rounded(lumpSums.exact(last, tally.total).multiply(windowFactor(last)));
            long capped = last.definition.modifiers().lineCap()
                    .map(cap -> Math.min(whole, limit(cap, last, tally.track.figures().target()))).orElse(whole);
            long amount = Math.subtractExact(capped, tally.before.withoutCredit());
            if (isKept(last)) {
                amount = Math.max(0, amount);
            }
            if (amount != 0) {
                add(Lines.NO_CREDIT, lastSegment(), Kind.EARNED, amount, 0);
                window = Math.addExact(window, amount);
            }
        } else if (tally.before.withoutCredit() != 0 && last.definition.modifiers().floor().isEmpty()) {
            add(Lines.NO_CREDIT, lastSegment(), Kind.TRUE_UP, Math.negateExact(tally.before.withoutCredit()), 0);
            window = Math.subtractExact(window, tally.before.withoutCredit());
        }
        window = raiseToFloor(last, window);
        tally.earned = cutToCap(last, firstLine, window);
    }

    /** What was paid for a step is not taken back where the plan says that the difference is paid. */
    private static boolean isKept(CompiledComponent component) {
        return component.definition.pay() instanceof BonusSteps steps && steps.pays() == BonusSteps.Pays.DIFFERENCE;
    }

    private long raiseToFloor(CompiledComponent last, long window) {
        Optional<Floor> floor = last.definition.modifiers().floor();
        if (floor.isEmpty()) {
            return window;
        }
        long paidBefore = last.isOneAmount() ? 0 : tally.before.withoutCredit();
        long withoutFloor = Math.subtractExact(window, paidBefore);
        long missing = floor.get().guaranteed() || passes(last)
                ? Math.max(0, Math.subtractExact(limit(floor.get().limit(), last, tally.track.figures().target()),
                        withoutFloor))
                : 0;
        long amount = Math.subtractExact(missing, paidBefore);
        if (amount != 0) {
            add(Lines.NO_CREDIT, lastSegment(), Kind.FLOOR, amount, 0);
        }
        return Math.addExact(withoutFloor, missing);
    }

    private long cutToCap(CompiledComponent last, int firstLine, long window) {
        Optional<Limit> cap = last.definition.modifiers().cap();
        if (cap.isEmpty()) {
            return window;
        }
        long limit = limit(cap.get(), last, tally.track.figures().target());
        long excess = Math.subtractExact(window, limit);
        if (excess <= 0) {
            return window;
        }
        for (int line = lines.size() - 1; line >= firstLine && excess > 0; line--) {
            long cut = Math.min(excess, Math.max(0, lines.amount(line)));
            lines.cut(line, lines.amount(line) - cut, Lines.CutBy.COMPONENT);
            excess -= cut;
        }
        if (excess > 0) {
            add(Lines.NO_CREDIT, lastSegment(), Kind.OVER_CAP, -excess, 0);
        }
        return limit;
    }

    /** In minor units, rounded half-up once. */
    static long limit(Limit limit, CompiledComponent component, long target) {
        return switch (limit) {
            case Limit.Amount amount -> rounded(amount.amount().value().movePointRight(component.currencyDigits));
            case Limit.OfTarget share -> rounded(share.share().value().multiply(BigDecimal.valueOf(target)));
        };
    }

    static long rounded(BigDecimal exact) {
        return exact.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private long sum(int firstLine) {
        long sum = 0;
        for (int line = firstLine; line < lines.size(); line++) {
            sum = Math.addExact(sum, lines.amount(line));
        }
        return sum;
    }

    private int lastSegment() {
        int last = 0;
        for (int s = 0; s < terms.length; s++) {
            last = tally.track.bySegment()[s] == null ? last : s;
        }
        return last;
    }

    private void add(int credit, int segment, Kind kind, long amount, long before) {
        lines.add(credit, tally.p, tally.c, segment, kind, amount, before);
    }

    private boolean looksAtItsOwnPay() {
        for (CompiledComponent component : tally.track.bySegment()) {
            if (component != null && component.looksAtItsOwnPay) {
                return true;
            }
        }
        return false;
    }

    private void prepare(boolean modified) {
        for (int s = 0; s < terms.length; s++) {
            CompiledComponent component = tally.track.bySegment()[s];
            if (component != null && !component.isOneAmount()
                    && (!component.onQuota || tally.track.hasQuota())) {
                Boundaries boundaries = new Boundaries(component, tally.track.quota());
                BigDecimal factor = modified ? windowFactor(component) : BigDecimal.ONE;
                if (component.definition.pay() instanceof Matrix matrix && matrix.pays() == Matrix.Pays.RATE) {
                    factor = factor.multiply(lumpSums.cell(component, matrix));
                }
                Optional<Limit> lineCap = component.definition.modifiers().lineCap();
                terms[s] = new Terms(component, boundaries, boundaries.reached(tally.total), factor,
                        lineCap.isPresent()
                                ? limit(lineCap.get(), component, tally.track.figures().target())
                                : Long.MAX_VALUE);
            }
        }
    }

    /** Multipliers by a figure, and the gate: the same for every line. */
    private BigDecimal windowFactor(CompiledComponent component) {
        Modifiers modifiers = component.definition.modifiers();
        if (modifiers == Modifiers.NONE) {
            return BigDecimal.ONE;
        }
        BigDecimal factor = BigDecimal.ONE;
        for (Multiplier multiplier : modifiers.multipliers()) {
            if (multiplier instanceof ByFigure figure) {
                factor = factor.multiply(factor(component, figure, values));
            }
        }
        Optional<Gate> gate = modifiers.gate();
        return gate.isEmpty() || passes(component) ? factor : factor.multiply(gate.get().otherwise().value());
    }

    static BigDecimal factor(CompiledComponent component, ByFigure figure, WindowValues values) {
        Optional<BigDecimal> reached = component.formulas.of(figure.by()).number(values);
        BigDecimal factor = BigDecimal.ONE;
        for (Multiplier.Step step : figure.steps()) {
            if (reached.isPresent() && LumpSums.reaches(reached.get(), step.from(), step.moreThan())) {
                factor = step.factor().value();
            }
        }
        return factor;
    }

    private boolean passes(CompiledComponent component) {
        return component.definition.modifiers().gate()
                .map(gate -> component.formulas.of(gate.when()).holds(values)).orElse(true);
    }

    /** What the pay function comes to over the whole window. */
    private long gross() {
        long gross = paidUpTo(tally.measure, tally.count);
        return tally.last.isOneAmount()
                ? Math.addExact(gross, rounded(lumpSums.exact(tally.last, tally.total)))
                : gross;
    }

    private void onCredits() {
        long[] left = tally.measure;
        long running = 0;
        int i = 0;
        for (int s = 0; s < terms.length; s++) {
            Terms now = terms[s];
            int end = tally.endOfSegment[s];
            // Versions may differ in the number of their tiers.
            int tier = 0;
            if (now == null) {
                for (; i < end; i++) {
                    running = Math.addExact(running, tally.measure[i]);
                }
                continue;
            }
            boolean plain = now.isPlain() && now.component().way == Way.ALONG_THE_MEASURE;
            for (; i < end; i++) {
                long measure = tally.measure[i];
                long before = now.component().perCredit ? 0 : running;
                switch (tally.entry(i)) {
                    case COUNTED -> {
                        long amount;
                        if (plain) {
                            long low = measure < 0 ? before + measure : before;
                            tier = now.boundaries().tierOf(low, tier);
                            amount = along(now, i, measure, before, tier);
                        } else {
                            amount = amount(now, i, measure, before);
                        }
                        write(i, s, amount, before, now.lineCap());
                    }
                    case RECOMPUTES -> {
                        left = left == tally.measure ? counted() : left;
                        writeDifference(i, s, recomputed(now, i, left, before), before, Kind.CLAWBACK);
                    }
                    case TAKES_BACK -> add(tally.credit[i], s, Kind.CLAWBACK, 0, before);
                    case TOO_LATE -> {
                        if (!tally.isPrior(i)) {
                            add(tally.credit[i], s, Kind.CLAWBACK, 0, before);
                        }
                    }
                }
                running = Math.addExact(running, measure);
            }
        }
    }

    /** The measures with returns standing at nothing: they are taken from their originals one by one. */
    private long[] counted() {
        long[] counted = tally.measure.clone();
        for (int i = 0; i < tally.count; i++) {
            if (tally.entry(i) == Tally.Entry.RECOMPUTES) {
                counted[i] = 0;
            }
        }
        return counted;
    }

    private void write(int i, int segment, long amount, long before, long lineCap) {
        if (tally.isPrior(i)) {
            writeDifference(i, segment, Math.min(amount, lineCap), before, Kind.TRUE_UP);
            return;
        }
        add(tally.credit[i], segment, Kind.EARNED, amount, before);
        if (amount > lineCap) {
            lines.cut(lines.size() - 1, lineCap, Lines.CutBy.LINE);
        }
    }

    private void writeDifference(int i, int segment, long amount, long before, Kind kind) {
        long difference = tally.isPrior(i)
                ? Math.subtractExact(amount, tally.before.credit(tally.credit[i]))
                : amount;
        if (difference != 0 || !tally.isPrior(i)) {
            add(tally.credit[i], segment, kind, difference, before);
        }
    }

    /** What computing again takes, with the return taken from its original's measure. */
    private long recomputed(Terms now, int i, long[] left, long before) {
        int original = credits.original(tally.credit[i]);
        int o = 0;
        while (tally.credit[o] != original) {
            o++;
        }
        if (now.component().way == Way.ALONG_THE_MEASURE && !now.component().perCredit) {
            long without = paidUpTo(left, i);
            left[o] = Math.addExact(left[o], tally.measure[i]);
            return Math.subtractExact(paidUpTo(left, i), without);
        }
        Terms then = terms[segmentOf(o)];
        if (then == null) {
            return 0;
        }
        long whole = amount(then, o, left[o], before);
        left[o] = Math.addExact(left[o], tally.measure[i]);
        return Math.subtractExact(amount(then, o, left[o], before), whole);
    }

    private int segmentOf(int i) {
        int s = 0;
        while (tally.endOfSegment[s] <= i) {
            s++;
        }
        return s;
    }

    /** What the credits before one come to, each with what is left of its measure. */
    private long paidUpTo(long[] left, int until) {
        long sum = 0;
        long running = 0;
        int i = 0;
        for (int s = 0; s < terms.length; s++) {
            Terms now = terms[s];
            for (; i < Math.min(until, tally.endOfSegment[s]); i++) {
                if (now != null && tally.entry(i) == Tally.Entry.COUNTED) {
                    sum = Math.addExact(sum, amount(now, i, left[i], now.component().perCredit ? 0 : running));
                }
                running = Math.addExact(running, left[i]);
            }
        }
        return sum;
    }

    /** What one credit earns, rounded once. */
    private long amount(Terms now, int i, long measure, long before) {
        CompiledComponent component = now.component();
        if (component.way == Way.ONE_AMOUNT) {
            return rounded(lumpSums.exact(component, measure).multiply(factor(now, i)));
        }
        if (component.way == Way.ALONG_THE_MEASURE && now.isPlain()) {
            return along(now, i, measure, before,
                    now.boundaries().tierOf(measure < 0 ? before + measure : before, 0));
        }
        int row = component.row(credits, tally.credit[i]);
        if (component.way == Way.ALONG_THE_MEASURE) {
            return wide(now, row, measure, before, factor(now, i));
        }
        int tier = component.perCredit ? now.boundaries().reached(measure) : now.wholeTier();
        return halfUp(BigInteger.valueOf(measure).multiply(component.wideRate[row][tier]), component.rateDigits,
                factor(now, i));
    }

    private BigDecimal factor(Terms now, int i) {
        BigDecimal factor = now.factor();
        for (RowLookup lookup : now.component().fieldFactors) {
            factor = factor.multiply(lookup.rates().get(lookup.row(credits, tally.credit[i])).value());
        }
        return factor;
    }

    private long along(Terms now, int i, long measure, long before, int tier) {
        CompiledComponent component = now.component();
        int row = component.row(credits, tally.credit[i]);
        long after = Math.addExact(before, measure);
        long high = Math.max(before, after);
        try {
            return now.boundaries().endsAtOrAfter(tier, high)
                    ? halfUp(Math.multiplyExact(measure, component.rate[row][tier]), component.rateDivisor)
                    : slices(component, now.boundaries(), row, tier, Math.min(before, after), high, measure < 0);
        } catch (ArithmeticException overflow) {
            return wide(now, row, measure, before, BigDecimal.ONE);
        }
    }

    /** A credit that crosses a boundary, cut into slices counted in 10^-boundaryDigits units of the measure. */
    private static long slices(CompiledComponent component, Boundaries boundaries, int row, int firstTier, long low,
            long high, boolean negative) {
        long highest = Math.multiplyExact(high, component.boundaryScale);
        long begin = Math.multiplyExact(low, component.boundaryScale);
        long sum = 0;
        for (int tier = firstTier; begin < highest; tier++) {
            long end = tier + 1 < component.tiers ? Math.min(highest, boundaries.scaled(tier + 1)) : highest;
            sum = Math.addExact(sum,
                    Math.multiplyExact(Math.subtractExact(end, begin), component.rate[row][tier]));
            begin = end;
        }
        return halfUp(negative ? -sum : sum, component.sliceDivisor);
    }

    /** The same for any size and any factor. */
    private static long wide(Terms now, int row, long measure, long before, BigDecimal factor) {
        CompiledComponent component = now.component();
        long after = Math.addExact(before, measure);
        BigInteger scale = BigInteger.TEN.pow(component.boundaryDigits);
        BigInteger begin = BigInteger.valueOf(Math.min(before, after)).multiply(scale);
        BigInteger highest = BigInteger.valueOf(Math.max(before, after)).multiply(scale);
        BigInteger sum = BigInteger.ZERO;
        for (int tier = 0; tier < component.tiers; tier++) {
            BigInteger end = tier + 1 < component.tiers ? highest.min(now.boundaries().wide(tier + 1)) : highest;
            if (end.compareTo(begin) > 0) {
                sum = sum.add(end.subtract(begin).multiply(component.wideRate[row][tier]));
                begin = end;
            }
        }
        return halfUp(measure < 0 ? sum.negate() : sum, component.rateDigits + component.boundaryDigits, factor);
    }

    private static long halfUp(BigInteger unscaled, int digits, BigDecimal factor) {
        return rounded(new BigDecimal(unscaled, digits).multiply(factor));
    }

    /** Divides, rounding half away from zero. The divisor is at most 10^18, so that twice a remainder fits. */
    private static long halfUp(long dividend, long divisor) {
        long quotient = dividend / divisor;
        long remainder = dividend % divisor;
        if (2 * Math.abs(remainder) >= divisor) {
            quotient += dividend < 0 ? -1 : 1;
        }
        return quotient;
    }
}
