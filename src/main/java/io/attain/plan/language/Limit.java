package io.attain.plan.language;

import io.attain.shared.Rate;

/** An amount of money that a plan sets: by itself, or as a part of target pay. */
public sealed interface Limit {

    /** In major units of the plan's currency. */
    record Amount(Rate amount) implements Limit {}

    /** Share × target pay: the component's for what a component limits, else the participant's. */
    record OfTarget(Rate share) implements Limit {}
}
