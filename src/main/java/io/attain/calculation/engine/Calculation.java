package io.attain.calculation.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.attain.plan.language.Measure;

/** One group of payees being calculated. */
final class Calculation {

    /** One payee of the group. */
    record Sheet(Payee payee, List<Tally[]> tallies, Lines lines) {

        boolean isComputable() {
            return lines.obstacle().isEmpty();
        }

        Optional<Tally> tally(int participation, String component) {
            for (Tally tally : tallies.get(participation)) {
                if (tally.track.id().equals(component)) {
                    return Optional.of(tally);
                }
            }
            return Optional.empty();
        }
    }

    private final int periodFrom;
    private final int periodTo;
    private final Selection selection;
    private final List<Sheet> sheets = new ArrayList<>();
    private final Contests contests;
    private final Map<String, Map<String, Long>> earnedOnEvents = new HashMap<>();

    Calculation(List<Payee> group, int periodFrom, int periodTo, List<Lines> lines) {
        this.periodFrom = periodFrom;
        this.periodTo = periodTo;
        this.selection = new Selection(periodFrom, periodTo);
        for (int i = 0; i < group.size(); i++) {
            Payee payee = group.get(i);
            lines.get(i).clear();
            List<Tally[]> tallies = new ArrayList<>();
            for (int p = 0; p < payee.participations().size(); p++) {
                Tally[] own = new Tally[payee.participations().get(p).tracks().size()];
                for (int c = 0; c < own.length; c++) {
                    own[c] = new Tally(payee, p, c);
                }
                tallies.add(own);
            }
            sheets.add(new Sheet(payee, tallies, lines.get(i)));
        }
        this.contests = new Contests(sheets, this);
    }

    int periodFrom() {
        return periodFrom;
    }

    int periodTo() {
        return periodTo;
    }

    void run() {
        for (Sheet sheet : sheets) {
            attempt(sheet, () -> measure(sheet));
        }
        // Whoever earns on what others leave comes after them: everyone below has fewer below.
        List<Sheet> upwards = sheets.stream().sorted(Comparator.comparingInt(sheet -> sheet.payee().below().size()))
                .toList();
        for (Sheet sheet : upwards) {
            attempt(sheet, () -> pay(sheet, false));
        }
        for (Sheet sheet : upwards) {
            attempt(sheet, () -> pay(sheet, true));
        }
        for (Sheet sheet : sheets) {
            attempt(sheet, () -> Caps.ofPlans(sheet));
        }
        Caps.ofBudgets(sheets);
        for (Sheet sheet : sheets) {
            attempt(sheet, () -> close(sheet));
        }
    }

    /** How the lines of one payee came about; after {@link #run}. */
    List<Derivation> derive(int who) {
        Sheet sheet = sheets.get(who);
        Map<Tally, LineDeriver> derivers = new HashMap<>();
        return IntStream.range(0, sheet.lines().size()).mapToObj(line -> derivers
                .computeIfAbsent(tally(sheet, line), tally -> new LineDeriver(this, sheet, tally, contests))
                .derive(line)).toList();
    }

    Derivation derive(int who, int line) {
        Sheet sheet = sheets.get(who);
        return new LineDeriver(this, sheet, tally(sheet, line), contests).derive(line);
    }

    private static Tally tally(Sheet sheet, int line) {
        return sheet.tallies().get(sheet.lines().participation(line))[sheet.lines().component(line)];
    }

    private static void attempt(Sheet sheet, Runnable step) {
        if (!sheet.isComputable()) {
            return;
        }
        try {
            step.run();
        } catch (ArithmeticException beyondLong) {
            sheet.lines().refuse("Amounts are beyond what can be counted in minor units.");
        }
    }

    private void measure(Sheet sheet) {
        for (Tally[] tallies : sheet.tallies()) {
            for (Tally tally : tallies) {
                if (!dependsOnOthers(tally)) {
                    measure(tally);
                }
            }
        }
    }

    private static boolean dependsOnOthers(Tally tally) {
        return tally.last.definition.measure() instanceof Measure.AmountLessCommissionBelow;
    }

    private void measure(Tally tally) {
        selection.fill(tally, event -> commissionBelow(tally.payee, event));
    }

    private long commissionBelow(Payee payee, String event) {
        long sum = 0;
        for (Sheet sheet : sheets) {
            if (payee.below().contains(sheet.payee().id())) {
                sum = Math.addExact(sum, earnedOnEvents
                        .computeIfAbsent(sheet.payee().id(), id -> earnedOnEvents(sheet)).getOrDefault(event, 0L));
            }
        }
        return sum;
    }

    private static Map<String, Long> earnedOnEvents(Sheet sheet) {
        Map<String, Long> earned = new HashMap<>();
        CreditColumns credits = sheet.payee().credits();
        Lines lines = sheet.lines();
        for (int line = 0; line < lines.size(); line++) {
            if (lines.credit(line) != Lines.NO_CREDIT) {
                earned.merge(credits.facts(lines.credit(line)).event(), lines.amount(line), Math::addExact);
            }
        }
        sheet.payee().before().forEachCredit(
                (credit, minor) -> earned.merge(credits.facts(credit).event(), minor, Math::addExact));
        return earned;
    }

    /** Those that need the whole group come late, and whoever looks at what they earned. */
    private void pay(Sheet sheet, boolean late) {
        for (int p = 0; p < sheet.tallies().size(); p++) {
            Tally[] tallies = sheet.tallies().get(p);
            Optional<String> crosswise = sheet.payee().participations().get(p).obstacle();
            if (crosswise.isPresent()) {
                sheet.lines().refuse(crosswise.get());
                return;
            }
            for (int c : sheet.payee().participations().get(p).order()) {
                if (!tallies[c].paid && (late || !isLate(sheet, tallies[c]))) {
                    if (!tallies[c].measured) {
                        measure(tallies[c]);
                    }
                    Optional<String> obstacle = obstacle(tallies[c]);
                    if (obstacle.isPresent()) {
                        sheet.lines().refuse(obstacle.get());
                        return;
                    }
                    new ComponentPay(this, sheet, tallies[c], contests).pay();
                    tallies[c].paid = true;
                }
            }
        }
    }

    private static boolean isLate(Sheet sheet, Tally tally) {
        if (tally.track.isContest()) {
            return true;
        }
        for (String id : tally.track.earningsOf()) {
            if (sheet.tally(tally.p, id).filter(needed -> !needed.paid).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> obstacle(Tally tally) {
        int begin = 0;
        for (int s = 0; s < tally.endOfSegment.length; s++) {
            CompiledComponent component = tally.track.bySegment()[s];
            if (component != null && component.onQuota && !tally.track.hasQuota() && tally.endOfSegment[s] > begin) {
                return Optional.of("Has no quota for component \"%s\".".formatted(component.definition.name()));
            }
            begin = tally.endOfSegment[s];
        }
        return Optional.empty();
    }

    void measureForContest(Tally tally) {
        if (!tally.measured) {
            measure(tally);
        }
    }

    /** Takes back what returns take, writes the totals, and brings the lines into their order. */
    private static void close(Sheet sheet) {
        Lines lines = sheet.lines();
        for (Tally[] tallies : sheet.tallies()) {
            for (Tally tally : tallies) {
                if (tally.entry.length > 0) {
                    Clawbacks.settle(tally, lines);
                }
            }
        }
        arrange(lines, sheet);
        for (Tally[] tallies : sheet.tallies()) {
            for (Tally tally : tallies) {
                lines.add(total(tally, lines));
            }
        }
    }

    private static void arrange(Lines lines, Sheet sheet) {
        boolean inOrder = true;
        for (int line = 0; line < lines.size() && inOrder; line++) {
            inOrder = !isIdle(sheet, lines, line) && (line == 0 || position(lines, line - 1) <= position(lines, line));
        }
        if (!inOrder) {
            int[] kept = IntStream.range(0, lines.size()).filter(line -> !isIdle(sheet, lines, line)).boxed()
                    .sorted(Comparator.comparingLong(line -> position(lines, line))).mapToInt(Integer::intValue)
                    .toArray();
            lines.keep(kept, kept.length);
        }
    }

    /** Whether a line says nothing: a return of an earlier period, of which nothing more is taken. */
    private static boolean isIdle(Sheet sheet, Lines lines, int line) {
        if (lines.amount(line) != 0 || lines.uncut(line) != 0 || lines.kind(line) != Lines.Kind.CLAWBACK) {
            return false;
        }
        Tally tally = sheet.tallies().get(lines.participation(line))[lines.component(line)];
        for (int i = 0; i < tally.firstOfPeriod; i++) {
            if (tally.credit[i] == lines.credit(line)) {
                return true;
            }
        }
        return false;
    }

    private static long position(Lines lines, int line) {
        return ((long) lines.participation(line) << 32) + lines.component(line);
    }

    private static Lines.ComponentTotal total(Tally tally, Lines lines) {
        long earned = 0;
        long cut = 0;
        for (int line = 0; line < lines.size(); line++) {
            if (lines.participation(line) == tally.p && lines.component(line) == tally.c) {
                earned = Math.addExact(earned, lines.amount(line));
                cut = Math.addExact(cut, Math.subtractExact(lines.uncut(line), lines.amount(line)));
            }
        }
        long before = tally.before.withoutCredit();
        for (int i = 0; i < tally.firstOfPeriod; i++) {
            before = Math.addExact(before, tally.before.credit(tally.credit[i]));
        }
        return new Lines.ComponentTotal(tally.p, tally.c, tally.total, tally.track.quota(),
                tally.track.figures().target(), before, earned, cut);
    }
}
