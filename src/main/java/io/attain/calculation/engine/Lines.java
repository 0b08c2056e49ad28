package io.attain.calculation.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the calculator writes for one payee, as columns: lines by participation, component and credit, those without a
 * credit last. Reused like its input.
 */
public final class Lines {

    /** How a line came to be. */
    public enum Kind {
        /** What a credit of the period earned, or the component without one. */
        EARNED,
        /** The difference that the window so far makes to what a credit of an earlier period earned there. */
        TRUE_UP,
        /** What a return takes back. */
        CLAWBACK,
        /** What is missing to the floor, or taken back of it. */
        FLOOR,
        /** What locked lines earned beyond the cap. */
        OVER_CAP
    }

    /** What cut a line. */
    public enum CutBy {
        LINE, COMPONENT, PLAN, BUDGET
    }

    /** One cut of one line, in minor units. */
    record Cut(int line, CutBy by, long from, long to) {}

    /**
     * What one component came to in the period, in minor units.
     *
     * @param participation index into the participations given
     * @param component     index into that participation's components
     * @param measure       over the window, in units of the measure
     * @param quota         over the window, in units of the measure; 0 for none
     * @param target        target pay over the window; 0 for none
     * @param before        what earlier periods of the window earned
     * @param earned        Σ lines
     * @param cut           what caps and the budget took from them
     */
    public record ComponentTotal(int participation, int component, long measure, long quota, long target, long before,
            long earned, long cut) {}

    /** Where a line has no credit. */
    public static final int NO_CREDIT = -1;

    private static final Kind[] KINDS = Kind.values();

    private int size;
    private int[] credit = new int[64];
    private int[] participation = new int[64];
    private int[] component = new int[64];
    private int[] segment = new int[64];
    private long[] amount = new long[64];
    private long[] uncut = new long[64];
    private long[] start = new long[64];
    private byte[] kind = new byte[64];
    private final List<ComponentTotal> totals = new ArrayList<>();
    private final List<Cut> cuts = new ArrayList<>();
    private Optional<String> obstacle = Optional.empty();

    public void clear() {
        size = 0;
        cuts.clear();
        totals.clear();
        obstacle = Optional.empty();
    }

    void add(int creditIndex, int participationIndex, int componentIndex, int segmentIndex, Kind how, long minor,
            long before) {
        if (size == credit.length) {
            grow();
        }
        credit[size] = creditIndex;
        participation[size] = participationIndex;
        component[size] = componentIndex;
        segment[size] = segmentIndex;
        amount[size] = minor;
        uncut[size] = minor;
        start[size] = before;
        kind[size] = (byte) how.ordinal();
        size++;
    }

    private void grow() {
        int larger = size * 2;
        credit = Arrays.copyOf(credit, larger);
        participation = Arrays.copyOf(participation, larger);
        component = Arrays.copyOf(component, larger);
        segment = Arrays.copyOf(segment, larger);
        amount = Arrays.copyOf(amount, larger);
        uncut = Arrays.copyOf(uncut, larger);
        start = Arrays.copyOf(start, larger);
        kind = Arrays.copyOf(kind, larger);
    }

    /** Leaves fewer lines, in another order. */
    void keep(int[] lines, int count) {
        credit = picked(credit, lines, count);
        participation = picked(participation, lines, count);
        component = picked(component, lines, count);
        segment = picked(segment, lines, count);
        amount = picked(amount, lines, count);
        uncut = picked(uncut, lines, count);
        start = picked(start, lines, count);
        byte[] kinds = new byte[kind.length];
        for (int line = 0; line < count; line++) {
            kinds[line] = kind[lines[line]];
        }
        kind = kinds;
        if (!cuts.isEmpty()) {
            int[] places = new int[size];
            Arrays.fill(places, -1);
            for (int line = 0; line < count; line++) {
                places[lines[line]] = line;
            }
            cuts.replaceAll(cut -> new Cut(places[cut.line()], cut.by(), cut.from(), cut.to()));
        }
        size = count;
    }

    private static int[] picked(int[] column, int[] lines, int count) {
        int[] picked = new int[column.length];
        for (int line = 0; line < count; line++) {
            picked[line] = column[lines[line]];
        }
        return picked;
    }

    private static long[] picked(long[] column, int[] lines, int count) {
        long[] picked = new long[column.length];
        for (int line = 0; line < count; line++) {
            picked[line] = column[lines[line]];
        }
        return picked;
    }

    /** A line that is cut, by a cap or the budget; what it was is kept. */
    void cut(int line, long minor, CutBy by) {
        if (minor != amount[line]) {
            cuts.add(new Cut(line, by, amount[line], minor));
            amount[line] = minor;
        }
    }

    /** What was cut of one line, in order. */
    Stream<Cut> cuts(int line) {
        return cuts.stream().filter(cut -> cut.line() == line);
    }

    /** What was cut of the lines of one component. */
    Stream<Cut> cuts(CutBy by, int participationIndex, int componentIndex) {
        return cuts.stream().filter(cut -> cut.by() == by && cut.line() >= 0
                && participation[cut.line()] == participationIndex && component[cut.line()] == componentIndex);
    }

    /** What a line was before it was cut by this, or by what comes after. */
    long before(CutBy by, int line) {
        return cuts(line).filter(cut -> cut.by().compareTo(by) >= 0).findFirst().map(Cut::from).orElse(amount[line]);
    }

    /** A line whose amount is only known now. */
    void settle(int line, long minor) {
        amount[line] = minor;
        uncut[line] = minor;
    }

    void add(ComponentTotal total) {
        totals.add(total);
    }

    void refuse(String reason) {
        clear();
        obstacle = Optional.of(reason);
    }

    /** Why the payee cannot be computed, if so; there are no lines then. */
    public Optional<String> obstacle() {
        return obstacle;
    }

    public int size() {
        return size;
    }

    /** The index of the credit among those given, or {@link #NO_CREDIT}. */
    public int credit(int line) {
        return credit[line];
    }

    /** The index of the participation among those given. */
    public int participation(int line) {
        return participation[line];
    }

    /** The index of the component in the participation. */
    public int component(int line) {
        return component[line];
    }

    /** The index of the segment in the participation: of the credit's day, or the last one with the component. */
    public int segment(int line) {
        return segment[line];
    }

    public Kind kind(int line) {
        return KINDS[kind[line]];
    }

    /** The commission in minor units. */
    public long amount(int line) {
        return amount[line];
    }

    /** The same before the caps of component and plan and the budget; what is not equal to the amount was cut. */
    public long uncut(int line) {
        return uncut[line];
    }

    /** The measure of the window where this line begins, in units of the measure; 0 where each credit stands alone. */
    public long measureBefore(int line) {
        return start[line];
    }

    /** One per component, also where there are no lines. */
    public List<ComponentTotal> totals() {
        return List.copyOf(totals);
    }
}
