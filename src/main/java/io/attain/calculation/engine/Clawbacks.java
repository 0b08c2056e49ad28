package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

import io.attain.calculation.engine.Tally.Entry;
import io.attain.plan.language.Clawback;

/**
 * What returns take back: of what the original kept in the end, before and in this period, the part that is returned.
 * Several returns of one original together take what one return of all would take.
 */
final class Clawbacks {

    private Clawbacks() {}

    static void settle(Tally tally, Lines lines) {
        CreditColumns credits = tally.payee.credits();
        Map<Integer, Long> kept = kept(tally, lines);
        Map<Integer, Integer> lineOf = new HashMap<>();
        for (int line = 0; line < lines.size(); line++) {
            if (lines.participation(line) == tally.p && lines.component(line) == tally.c
                    && lines.kind(line) == Lines.Kind.CLAWBACK) {
                lineOf.put(lines.credit(line), line);
            }
        }
        Map<Integer, Long> returned = new HashMap<>();
        // Earlier returns of an original before the window count as well: they are in the columns.
        for (int credit = 0; credit < credits.size(); credit++) {
            int original = credits.original(credit);
            if (original < 0 || !isWithinDays(tally.clawback(), credits, credit)) {
                continue;
            }
            long whole = Math.abs(credits.minor(original));
            long before = returned.getOrDefault(original, 0L);
            long after = whole == 0 ? 1 : Math.min(whole, Math.addExact(before, Math.abs(credits.minor(credit))));
            returned.put(original, after);
            Integer line = lineOf.get(credit);
            if (line != null && isTakenBack(tally, credit)) {
                long taken = taken(tally, credits, credit, kept.getOrDefault(original, 0L), before, after,
                        Math.max(1, whole));
                lines.settle(line, Math.subtractExact(Math.negateExact(taken), tally.before.credit(credit)));
            }
        }
    }

    private static boolean isTakenBack(Tally tally, int credit) {
        for (int i = 0; i < tally.count; i++) {
            if (tally.credit[i] == credit) {
                return tally.entry(i) == Entry.TAKES_BACK;
            }
        }
        return false;
    }

    static boolean isWithinDays(Clawback clawback, CreditColumns credits, int credit) {
        return clawback.days().isEmpty()
                || credits.day(credit) - credits.day(credits.original(credit)) <= clawback.days().get();
    }

    private static Map<Integer, Long> kept(Tally tally, Lines lines) {
        Map<Integer, Long> kept = new HashMap<>(tally.before.byCredit());
        for (int line = 0; line < lines.size(); line++) {
            if (lines.participation(line) == tally.p && lines.component(line) == tally.c
                    && lines.credit(line) != Lines.NO_CREDIT && lines.kind(line) != Lines.Kind.CLAWBACK) {
                kept.merge(lines.credit(line), lines.amount(line), Math::addExact);
            }
        }
        return kept;
    }

    private static long taken(Tally tally, CreditColumns credits, int credit, long kept, long before, long after,
            long whole) {
        Clawback clawback = tally.clawback();
        if (clawback.takes() != Clawback.Takes.UNSERVED_TERM) {
            return Math.subtractExact(part(kept, after, whole), part(kept, before, whole));
        }
        LocalDate begin = LocalDate.ofEpochDay(credits.day(credits.original(credit)));
        LocalDate end = begin.plusMonths(clawback.termMonths().orElse(0));
        long term = end.toEpochDay() - begin.toEpochDay();
        long unserved = Math.max(0, end.toEpochDay() - credits.day(credit));
        if (term == 0) {
            return 0;
        }
        return halfUp(BigInteger.valueOf(kept).multiply(BigInteger.valueOf(after - before))
                .multiply(BigInteger.valueOf(unserved)), BigInteger.valueOf(whole).multiply(BigInteger.valueOf(term)));
    }

    private static long part(long kept, long part, long whole) {
        return halfUp(BigInteger.valueOf(kept).multiply(BigInteger.valueOf(part)), BigInteger.valueOf(whole));
    }

    private static long halfUp(BigInteger dividend, BigInteger divisor) {
        return new BigDecimal(dividend).divide(new BigDecimal(divisor), 0, RoundingMode.HALF_UP).longValueExact();
    }
}
