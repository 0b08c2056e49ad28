package io.attain.sales.internal;

import java.util.Currency;

/** What files leave unsaid. */
public final class Imported {

    /** The files carry no currency; their amounts are in this one. */
    public static final Currency CURRENCY = Currency.getInstance("USD");

    private Imported() {}
}
