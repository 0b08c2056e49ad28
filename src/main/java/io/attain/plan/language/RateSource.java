package io.attain.plan.language;

/** Where the rate of one credit comes from. On its own it is a pay function: measure × rate. */
public sealed interface RateSource extends PayFunction permits FlatRate, RateTable {
}
