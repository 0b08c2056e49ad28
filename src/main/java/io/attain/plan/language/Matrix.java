package io.attain.plan.language;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.attain.shared.Rate;

/**
 * What is paid from two figures at once.
 *
 * @param cells one list per row, one cell per column
 */
public record Matrix(Axis rows, Axis columns, List<List<Rate>> cells, Pays pays) implements PayFunction {

    /** @param from ascending; the highest one reached counts, and below the first nothing is paid */
    public record Axis(Formula by, List<Rate> from) {

        public Axis {
            from = List.copyOf(from);
        }
    }

    /** What a cell is. */
    public enum Pays {
        /** A rate on the measure of each credit. */
        RATE,
        /** A lump sum in major units. */
        AMOUNT,
        /** A share of the target. */
        TARGET_SHARE;

        /** The word of the language. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Optional<Pays> fromKey(String key) {
            return EnumSet.allOf(Pays.class).stream().filter(pays -> pays.key().equals(key)).findFirst();
        }
    }

    public Matrix {
        cells = cells.stream().map(List::copyOf).toList();
    }
}
