package io.attain.plan.language;

/** What is counted of each credit. */
public sealed interface Measure {

    /** The credited money. */
    record Amount() implements Measure {}
}
