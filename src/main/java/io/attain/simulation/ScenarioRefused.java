package io.attain.simulation;

import java.util.List;

import io.attain.shared.Finding;
import io.attain.shared.Refused;

/** A scenario cannot be simulated; the findings name each place, what is wrong there, and what to do. */
public final class ScenarioRefused extends Refused {

    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    public ScenarioRefused(List<Finding> findings) {
        super("form-scenario", "The scenario has %d %s. Each is named with its place and a remedy."
                .formatted(findings.size(), findings.size() == 1 ? "mistake" : "mistakes"));
        this.findings = List.copyOf(findings);
    }

    /** At least one, at most 100. */
    public List<Finding> findings() {
        return findings;
    }
}
