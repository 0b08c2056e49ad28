package io.attain.simulation;

import io.attain.shared.Refused;

/** A scenario is larger than what is read. */
public final class ScenarioTooLarge extends Refused {

    private static final long serialVersionUID = 1L;

    public ScenarioTooLarge(long most) {
        super("scenario-too-large",
                "The scenario is larger than %d MB. Simulate fewer participants or events at a time."
                        .formatted(most / 1_000_000));
    }
}
