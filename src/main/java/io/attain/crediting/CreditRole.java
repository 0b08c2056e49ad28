package io.attain.crediting;

/** In which role someone is credited with a sales event. */
public enum CreditRole {
    /** The named seller, alone. */
    DIRECT,
    /** One of several by an agreed split. */
    SPLIT
}
