package io.attain.plan;

import java.util.List;

import io.attain.plan.language.Example;
import io.attain.shared.Finding;

/**
 * An example of a plan and what it comes to.
 *
 * @param findings where that is not what it promises; none for an example that holds
 */
public record RunExample(Example example, ExampleRunner.Outcome outcome, List<Finding> findings) {

    public RunExample {
        findings = List.copyOf(findings);
    }

    public boolean holds() {
        return findings.isEmpty();
    }
}
