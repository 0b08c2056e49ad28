package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.attain.calculation.engine.CompiledComponent.Way;
import io.attain.calculation.engine.DerivationStep.Counting;
import io.attain.plan.language.Clawback;

/** The steps of what a return takes. */
final class ReturnSteps {

    private final Tally tally;
    private final Lines lines;
    private final LineDeriver lineDeriver;
    private final CreditColumns credits;

    ReturnSteps(Tally tally, Lines lines, LineDeriver lineDeriver) {
        this.tally = tally;
        this.lines = lines;
        this.lineDeriver = lineDeriver;
        this.credits = tally.payee.credits();
    }

    void takenBack(CompiledComponent component, int credit, List<DerivationStep> steps) {
        int original = credits.original(credit);
        long whole = Math.abs(credits.minor(original));
        long before = returned(original, credit);
        long now = whole == 0 ? 1 : Math.min(whole, before + Math.abs(credits.minor(credit)));
        Clawback clawback = tally.clawback();
        Optional<Long> unserved = Optional.empty();
        Optional<Long> term = Optional.empty();
        if (clawback.takes() == Clawback.Takes.UNSERVED_TERM) {
            LocalDate begin = LocalDate.ofEpochDay(credits.day(original));
            LocalDate end = begin.plusMonths(clawback.termMonths().orElse(0));
            term = Optional.of(end.toEpochDay() - begin.toEpochDay());
            unserved = Optional.of(Math.max(0, end.toEpochDay() - credits.day(credit)));
        }
        steps.add(new DerivationStep.TakenBack(clawback.takes(), WindowSteps.money(component, kept(original)),
                WindowSteps.money(component, Math.max(1, whole)), WindowSteps.money(component, before),
                WindowSteps.money(component, now), unserved, term,
                WindowSteps.money(component, tally.before.credit(credit))));
    }

    /** What earlier returns, in the order of the credits, took of an original. */
    private long returned(int original, int until) {
        long whole = Math.abs(credits.minor(original));
        long returned = 0;
        for (int credit = 0; credit < until; credit++) {
            if (credits.original(credit) == original
                    && Clawbacks.isWithinDays(tally.clawback(), credits, credit)) {
                returned = whole == 0 ? 1 : Math.min(whole, returned + Math.abs(credits.minor(credit)));
            }
        }
        return returned;
    }

    private long kept(int original) {
        long kept = tally.before.credit(original);
        for (int line = 0; line < lines.size(); line++) {
            if (lines.participation(line) == tally.p && lines.component(line) == tally.c
                    && lines.credit(line) == original && lines.kind(line) != Lines.Kind.CLAWBACK) {
                kept += lines.amount(line);
            }
        }
        return kept;
    }

    /** @param before where the measure stands at the return */
    void computedAgain(CompiledComponent component, int i, long before, List<DerivationStep> steps) {
        long[] left = tally.measure.clone();
        for (int other = 0; other < tally.count; other++) {
            if (tally.entry(other) == Tally.Entry.RECOMPUTES) {
                left[other] = 0;
            }
        }
        for (int other = 0; other < i; other++) {
            if (tally.entry(other) == Tally.Entry.RECOMPUTES) {
                left[original(other)] += tally.measure[other];
            }
        }
        int original = original(i);
        long stood = left[original];
        boolean along = component.way == Way.ALONG_THE_MEASURE && !component.perCredit;
        BigDecimal without = along ? upTo(left, i) : alone(original, left[original], before);
        left[original] += tally.measure[i];
        BigDecimal with = along ? upTo(left, i) : alone(original, left[original], before);
        steps.add(new DerivationStep.ComputedAgain(Counting.of(component.definition.measure()),
                WindowSteps.measure(component, stood), WindowSteps.measure(component, left[original]), without, with));
        if (tally.isPrior(i)) {
            steps.add(new DerivationStep.LessEarlier(
                    WindowSteps.money(component, tally.before.credit(tally.credit[i]))));
        }
    }

    private int original(int i) {
        int original = credits.original(tally.credit[i]);
        int o = 0;
        while (tally.credit[o] != original) {
            o++;
        }
        return o;
    }

    /** What the credits before one come to, each rounded. */
    private BigDecimal upTo(long[] left, int until) {
        BigDecimal sum = BigDecimal.ZERO;
        long running = 0;
        for (int i = 0; i < until; i++) {
            Optional<CompiledComponent> component = paying(i);
            if (component.isPresent() && tally.entry(i) == Tally.Entry.COUNTED) {
                sum = sum.add(alone(i, left[i], component.get().perCredit ? 0 : running));
            }
            running += left[i];
        }
        return sum;
    }

    private BigDecimal alone(int i, long units, long before) {
        return paying(i).map(component -> {
            List<DerivationStep> steps = new ArrayList<>();
            lineDeriver.amount(component, i, units, before, steps);
            BigDecimal standing = BigDecimal.ZERO;
            for (DerivationStep step : steps) {
                standing = step.after(standing);
            }
            return standing.setScale(component.currencyDigits, RoundingMode.HALF_UP);
        }).orElse(BigDecimal.ZERO);
    }

    /** The component in the version of a credit's day, where it pays on credits. */
    private Optional<CompiledComponent> paying(int i) {
        int s = 0;
        while (tally.endOfSegment[s] <= i) {
            s++;
        }
        return Optional.ofNullable(tally.track.bySegment()[s]).filter(
                component -> !component.isOneAmount() && (!component.onQuota || tally.track.hasQuota()));
    }
}
