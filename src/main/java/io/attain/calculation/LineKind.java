package io.attain.calculation;

/** How a line came to be. */
public enum LineKind {
    /** What a credit of the period earned, or the component without one. */
    EARNED,
    /** The difference that the window so far makes to what a credit of an earlier period earned there. */
    TRUE_UP,
    /** What a return takes back; finished by what of it was paid, where the plan takes only that. */
    CLAWBACK,
    /** What is missing to the floor, or taken back of it. */
    FLOOR,
    /** What locked lines earned beyond the cap. */
    OVER_CAP
}
