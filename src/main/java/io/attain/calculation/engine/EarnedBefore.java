package io.attain.calculation.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What earlier, locked periods already earned: per component and credit the sum of their lines and adjustments, and per
 * component what they earned without a credit in its window to date. In minor units. Filled once, then read.
 */
public final class EarnedBefore {

    private static final int WITHOUT_CREDIT = -1;

    private record Key(String plan, String component) {}

    private final Map<Key, Map<Integer, Long>> earned = new HashMap<>();

    /** Nothing was earned before. */
    public static EarnedBefore nothing() {
        return new EarnedBefore();
    }

    /**
     * Adds what a credit earned.
     *
     * @param credit the index in the columns
     */
    public EarnedBefore add(String plan, String component, int credit, long minor) {
        earned.computeIfAbsent(new Key(plan, component), key -> new HashMap<>()).merge(credit, minor, Math::addExact);
        return this;
    }

    /** Adds what was earned in the component's window without a credit: bonuses, floors, excess over a cap. */
    public EarnedBefore addWithoutCredit(String plan, String component, long minor) {
        return add(plan, component, WITHOUT_CREDIT, minor);
    }

    /** Each credit and what it earned in some component. */
    void forEachCredit(BiConsumer<Integer, Long> each) {
        earned.values().forEach(byCredit -> byCredit.forEach((credit, minor) -> {
            if (credit != WITHOUT_CREDIT) {
                each.accept(credit, minor);
            }
        }));
    }

    Of of(String plan, String component) {
        return new Of(earned.getOrDefault(new Key(plan, component), Map.of()));
    }

    /** The same for one component. */
    record Of(Map<Integer, Long> byCredit) {

        long credit(int credit) {
            return byCredit.isEmpty() ? 0 : byCredit.getOrDefault(credit, 0L);
        }

        long withoutCredit() {
            return byCredit.getOrDefault(WITHOUT_CREDIT, 0L);
        }
    }
}
