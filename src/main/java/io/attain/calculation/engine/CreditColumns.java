package io.attain.calculation.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import io.attain.plan.language.CreditSelection;

/**
 * The credits of one participant in canonical order: those of the period, before them those since the start of the
 * longest window to date, and whatever a return refers to, with its earlier returns. What is looked at in every credit
 * has an array of its own. Made to be filled, calculated and cleared again and again; not for sharing between threads.
 */
public final class CreditColumns {

    private final Vocabulary vocabulary;
    private final int[][] codes;
    private final List<CreditFacts> facts = new ArrayList<>();
    private int size;
    private int[] day = new int[64];
    private long[] minor = new long[64];
    private byte[] role = new byte[64];
    private byte[] kind = new byte[64];
    private int[] original = new int[64];

    public CreditColumns(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.codes = new int[vocabulary.fields().size()][64];
    }

    /**
     * Appends a credit. Days must not go back.
     *
     * @return its index
     */
    public int add(CreditFacts credit) {
        if (size > 0 && credit.day() < day[size - 1]) {
            throw new IllegalArgumentException("credits must come in order of their event dates");
        }
        if (credit.original() >= size) {
            throw new IllegalArgumentException("a return comes after what it returns");
        }
        if (size == day.length) {
            grow();
        }
        day[size] = credit.day();
        minor[size] = credit.amount();
        role[size] = (byte) credit.role().ordinal();
        kind[size] = (byte) credit.kind().ordinal();
        original[size] = credit.original();
        for (int field = 0; field < codes.length; field++) {
            codes[field][size] = vocabulary.code(field, credit.fields().apply(vocabulary.fields().get(field)));
        }
        facts.add(credit);
        return size++;
    }

    /**
     * Appends a booking. Days must not go back.
     *
     * @param epochDay the event date, as {@link java.time.LocalDate#toEpochDay()}
     * @param amount   the credited amount in minor units
     * @param valueOf  the credit's value of a field; empty text where it has none
     */
    public void add(int epochDay, long amount, CreditSelection.Role creditedAs, Function<String, String> valueOf) {
        add(CreditFacts.booking(epochDay, amount, creditedAs, valueOf));
    }

    private void grow() {
        int larger = size * 2;
        day = Arrays.copyOf(day, larger);
        minor = Arrays.copyOf(minor, larger);
        role = Arrays.copyOf(role, larger);
        kind = Arrays.copyOf(kind, larger);
        original = Arrays.copyOf(original, larger);
        for (int field = 0; field < codes.length; field++) {
            codes[field] = Arrays.copyOf(codes[field], larger);
        }
    }

    public void clear() {
        size = 0;
        facts.clear();
    }

    public int size() {
        return size;
    }

    /** The credit as it was added. */
    public CreditFacts facts(int credit) {
        return facts.get(credit);
    }

    int day(int credit) {
        return day[credit];
    }

    long minor(int credit) {
        return minor[credit];
    }

    int original(int credit) {
        return original[credit];
    }

    int kind(int credit) {
        return kind[credit];
    }

    boolean counts(int credit, int roles, int kinds) {
        return (roles >>> role[credit] & kinds >>> kind[credit] & 1) != 0;
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
