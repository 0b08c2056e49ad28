package io.attain.calculation.engine;

import java.util.Arrays;
import java.util.function.Function;

import io.attain.plan.language.CreditSelection;

/**
 * The credits of one participant in canonical order, one array per property. Made to be filled, calculated and cleared
 * again and again; not for sharing between threads.
 */
public final class CreditColumns {

    private final Vocabulary vocabulary;
    private final int[][] codes;
    private int size;
    private int[] day = new int[64];
    private long[] minor = new long[64];
    private byte[] role = new byte[64];

    public CreditColumns(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.codes = new int[vocabulary.fields().size()][64];
    }

    /**
     * Appends a credit. Days must not go back.
     *
     * @param epochDay the event date, as {@link java.time.LocalDate#toEpochDay()}
     * @param amount   the credited amount in minor units
     * @param valueOf  the credit's value of a field; empty text where it has none
     */
    public void add(int epochDay, long amount, CreditSelection.Role creditedAs, Function<String, String> valueOf) {
        if (size > 0 && epochDay < day[size - 1]) {
            throw new IllegalArgumentException("credits must come in order of their event dates");
        }
        if (size == day.length) {
            grow();
        }
        day[size] = epochDay;
        minor[size] = amount;
        role[size] = (byte) creditedAs.ordinal();
        for (int field = 0; field < codes.length; field++) {
            codes[field][size] = vocabulary.code(field, valueOf.apply(vocabulary.fields().get(field)));
        }
        size++;
    }

    private void grow() {
        int larger = size * 2;
        day = Arrays.copyOf(day, larger);
        minor = Arrays.copyOf(minor, larger);
        role = Arrays.copyOf(role, larger);
        for (int field = 0; field < codes.length; field++) {
            codes[field] = Arrays.copyOf(codes[field], larger);
        }
    }

    public void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    int day(int credit) {
        return day[credit];
    }

    long minor(int credit) {
        return minor[credit];
    }

    boolean counts(int credit, int roles) {
        return (roles >>> role[credit] & 1) != 0;
    }

    int code(int field, int credit) {
        return codes[field][credit];
    }

    /** The first credit on or after the day. */
    int firstOn(int epochDay) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (day[middle] < epochDay) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
