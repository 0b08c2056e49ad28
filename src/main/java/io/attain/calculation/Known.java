package io.attain.calculation;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Looks up what must be there: an absent key is a defect of ours, never an absent value. */
final class Known {

    private Known() {}

    static <K, V> V in(Map<K, V> map, K key) {
        @Nullable
        V value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("not among the frozen inputs: " + key);
        }
        return value;
    }
}
