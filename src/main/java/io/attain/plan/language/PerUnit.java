package io.attain.plan.language;

/** An amount of money per unit of the measure: the same for each, or looked up by fields. In major units. */
public record PerUnit(RateSource amounts) implements PayFunction {}
