package io.attain.simulation;

import java.math.BigDecimal;

import io.attain.shared.DateRange;
import io.attain.shared.Money;

/** One step from an event to the amount of a line, as data; {@link ExplanationWords} says it in a sentence. */
public sealed interface ExplanationFact {

    /** @param share of the event, 1 being all of it */
    record Credited(String event, String role, String rule, BigDecimal share, Money booked, Money credited)
            implements
                ExplanationFact {}

    /** Money is turned into the plan's currency once, before it is shared out. */
    record Converted(Money from, Money to) implements ExplanationFact {}

    /** @param before the measure of the window before this credit */
    record Measured(String component, String before, String after) implements ExplanationFact {}

    /** @param attainment exact, or cut at 34 digits */
    record Attained(String measure, String quota, BigDecimal attainment) implements ExplanationFact {}

    /** A lookup or a rate of the plan, paid on the whole credit. */
    record Rated(String rate, Money amount) implements ExplanationFact {}

    /** The part of a credit in one tier. */
    record Sliced(int tier, String part, String rate, String exact) implements ExplanationFact {}

    /** What a component pays without any one credit: a bonus, a prize, a score, a share of a pool. */
    record Lump(String function, Money amount) implements ExplanationFact {}

    /** Something between the pay function and the caps that the plan applies. */
    record Modified(String modifier) implements ExplanationFact {}

    record TrueUp(Money amount) implements ExplanationFact {}

    /** @param original the event that is returned */
    record TakenBack(String original, Money amount) implements ExplanationFact {}

    record ToFloor(Money amount) implements ExplanationFact {}

    record OverCap(Money amount) implements ExplanationFact {}

    record Cut(Money uncut, Money amount) implements ExplanationFact {}

    record Corrects(DateRange period, Money difference) implements ExplanationFact {}

    record PaidOn(String on) implements ExplanationFact {}

    /** Where every explanation ends: the amount of the line. */
    record Comes(Money amount) implements ExplanationFact {}
}
