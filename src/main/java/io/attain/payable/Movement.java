package io.attain.payable;

import io.attain.shared.Money;

/** One step from what became payable to what is paid, in the order of the steps. Amounts are above zero. */
public sealed interface Movement {

    Money amount();

    /** What is owed from before is taken from what is payable. */
    record ReceivableTaken(Money amount, Money balanceAfter) implements Movement {}

    /** What is payable is below zero: the rest is owed. */
    record CarriedAsReceivable(Money amount, Money balanceAfter) implements Movement {}

    /** A recoverable draw advances what is missing to it. */
    record Advanced(Money amount, Money draw, Money balanceAfter) implements Movement {}

    /** A guarantee adds what is missing to it. */
    record Guaranteed(Money amount, Money guarantee) implements Movement {}

    /** What was advanced is recovered from pay above the draw. */
    record Recovered(Money amount, Money from, Money balanceAfter) implements Movement {}

    /** A leaver's draw balance becomes a receivable. */
    record DrawBecomesReceivable(Money amount, Money receivableAfter) implements Movement {}

    /** What a dispute holds is not paid now. */
    record Held(Money amount) implements Movement {}
}
