package io.attain.simulation;

import java.util.Optional;

import io.attain.plan.language.PlanDefinition;

/** Where a plan that a scenario names by its version comes from. */
@FunctionalInterface
public interface PlanSource {

    /** There are no versions but those written in the scenario. */
    PlanSource NONE = version -> Optional.empty();

    /** @param version such as {@code field-sales/2}; none too where the caller may not read it */
    Optional<PlanDefinition> version(String version);
}
