package io.attain.sales;

/** What sort of fact a sales event is. */
public enum EventKind {
    BOOKING
}
