package io.attain.plan.language;

/** What is counted of each credit. */
public sealed interface Measure {

    /** The decimals in which everything but money is counted: millionths. */
    int DECIMALS = 6;

    /** Whether it is money, in minor units of the plan's currency; else it is counted in millionths. */
    default boolean isMoney() {
        return switch (this) {
            case Amount amount -> true;
            case Margin margin -> true;
            case AmountLessCommissionBelow less -> true;
            case Quantity quantity -> false;
            case Count count -> false;
            case Distinct distinct -> false;
            case Attribute attribute -> false;
            case Points points -> false;
        };
    }

    /** The credited money. */
    record Amount() implements Measure {}

    /** The credited share of the margin. */
    record Margin() implements Measure {}

    /** The credited money less what those below in the reporting line earn on the same event: a cascading override. */
    record AmountLessCommissionBelow() implements Measure {}

    /** The credited share of the quantity. */
    record Quantity() implements Measure {}

    /**
     * One per event.
     *
     * @param shared whether a credit counts with its share of the event instead of whole
     */
    record Count(boolean shared) implements Measure {}

    /** One for each different value of a field in the window; the first credit with it counts. */
    record Distinct(String field) implements Measure {}

    /** The credited share of a numeric attribute; nothing where the event has none. */
    record Attribute(String name) implements Measure {}

    /** Points per event, looked up by its fields. */
    record Points(RateTable table) implements Measure {}
}
