package io.attain.calculation.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the calculator writes: one line per credit and component, in order, as columns. Reused like its input. */
public final class Lines {

    /**
     * What one component came to, in minor units.
     *
     * @param participation index into the participations given
     * @param component     index into that participation's components
     * @param measure       over the window
     * @param earned        Σ lines
     */
    public record ComponentTotal(int participation, int component, long measure, long earned) {}

    private int size;
    private int[] credit = new int[64];
    private int[] participation = new int[64];
    private int[] component = new int[64];
    private int[] segment = new int[64];
    private long[] amount = new long[64];
    private final List<ComponentTotal> totals = new ArrayList<>();

    public void clear() {
        size = 0;
        totals.clear();
    }

    void add(int creditIndex, int participationIndex, int componentIndex, int segmentIndex, long minor) {
        if (size == credit.length) {
            int larger = size * 2;
            credit = Arrays.copyOf(credit, larger);
            participation = Arrays.copyOf(participation, larger);
            component = Arrays.copyOf(component, larger);
            segment = Arrays.copyOf(segment, larger);
            amount = Arrays.copyOf(amount, larger);
        }
        credit[size] = creditIndex;
        participation[size] = participationIndex;
        component[size] = componentIndex;
        segment[size] = segmentIndex;
        amount[size] = minor;
        size++;
    }

    void add(ComponentTotal total) {
        totals.add(total);
    }

    public int size() {
        return size;
    }

    /** The index of the credit among those given. */
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

    /** The index of the segment in the participation. */
    public int segment(int line) {
        return segment[line];
    }

    /** The commission in minor units. */
    public long amount(int line) {
        return amount[line];
    }

    /** One per component, also where there are no lines. */
    public List<ComponentTotal> totals() {
        return List.copyOf(totals);
    }
}
