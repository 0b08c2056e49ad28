package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

import io.attain.plan.language.CreditSelection;
import io.attain.plan.language.EventKind;

/**
 * All that a calculation looks at in one credit.
 *
 * @param event         names the event among all; the credits of several people for one event share it
 * @param day           of the event, as {@link java.time.LocalDate#toEpochDay()}
 * @param kind          a return has the kind of what it returns
 * @param amount        the credited money in minor units; a return's is negative
 * @param margin        the credited margin in minor units, where the event has one
 * @param quantity      the credited quantity in millionths; a return's is negative
 * @param share         the part of the event, above 0
 * @param count         the part of one event in millionths, as allocated; a return's is negative
 * @param original      of a return: the index, in the same columns, of the credit it takes back; else -1. A return whose
 *                      original is not there is a negative credit like any other
 * @param customerSince the day of the customer's first event, where it is known
 * @param fields        product, account, currency and attributes by name; empty text for what there is not
 */
public record CreditFacts(String event, int day, CreditSelection.Role role, EventKind kind, long amount,
        Optional<Long> margin, long quantity, BigDecimal share, long count, int original, OptionalInt customerSince,
        Function<String, String> fields) {

    /** One whole event, unit or reading, in millionths. */
    public static final long ONE = 1_000_000;

    private static final int NO_ORIGINAL = -1;

    /** A booking of which all is credited: one event, no margin, no quantity. */
    public static CreditFacts booking(int day, long amount, CreditSelection.Role role,
            Function<String, String> fields) {
        return new CreditFacts("", day, role, EventKind.BOOKING, amount, Optional.empty(), 0, BigDecimal.ONE,
                amount < 0 ? -ONE : ONE, NO_ORIGINAL, OptionalInt.empty(), fields);
    }

    public CreditFacts ofEvent(String name) {
        return new CreditFacts(name, day, role, kind, amount, margin, quantity, share, count, original, customerSince,
                fields);
    }

    public CreditFacts ofKind(EventKind other) {
        return new CreditFacts(event, day, role, other, amount, margin, quantity, share, count, original,
                customerSince, fields);
    }

    public CreditFacts withMargin(long minor) {
        return new CreditFacts(event, day, role, kind, amount, Optional.of(minor), quantity, share, count, original,
                customerSince, fields);
    }

    public CreditFacts withQuantity(long millionths) {
        return new CreditFacts(event, day, role, kind, amount, margin, millionths, share, count, original,
                customerSince, fields);
    }

    /** @param allocated the part of one event in millionths, as a split allocates it */
    public CreditFacts withShare(BigDecimal part, long allocated) {
        return new CreditFacts(event, day, role, kind, amount, margin, quantity, part, allocated, original,
                customerSince, fields);
    }

    public CreditFacts returning(int index) {
        return new CreditFacts(event, day, role, kind, amount, margin, quantity, share, count, index, customerSince,
                fields);
    }

    public CreditFacts ofCustomerSince(int firstDay) {
        return new CreditFacts(event, day, role, kind, amount, margin, quantity, share, count, original,
                OptionalInt.of(firstDay), fields);
    }

    boolean isReturn() {
        return original >= 0;
    }
}
