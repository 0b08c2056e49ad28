package io.attain.plan.language;

import io.attain.shared.Rate;

/** The same rate for every credit. */
public record FlatRate(Rate rate) implements RateSource {}
