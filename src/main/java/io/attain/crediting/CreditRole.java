package io.attain.crediting;

/** In which role someone is credited with a sales event. */
public enum CreditRole {
    /** One person, alone. */
    DIRECT,
    /** One of several, by an agreed split or by attribution. */
    SPLIT,
    /** A specialist beside whoever sold; overlay shares of an event may exceed the whole. */
    OVERLAY,
    /** A manager, with the direct and split credits of everyone below. */
    ROLLUP;

    /** Whether the credits of an event in this role add up to the event. */
    public boolean addsUp() {
        return this == DIRECT || this == SPLIT;
    }
}
