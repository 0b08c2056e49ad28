package io.attain.workflow.dispute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.attain.dispute.ClaimKind;
import io.attain.dispute.Step;

import static org.assertj.core.api.Assertions.assertThat;

class TimeLimitsTest {

    private final DmnEngine engine = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

    @ParameterizedTest
    @EnumSource(ClaimKind.class)
    void everyStepOfEveryClaimHasATimeLimit(ClaimKind kind) throws IOException {
        DmnDecision decision = engine.parseDecision(CreditDispute.TIME_LIMITS,
                Files.newInputStream(Path.of("bpmn", "sla.dmn")));
        for (Step step : Step.values()) {
            Integer days = engine.evaluateDecisionTable(decision, Variables.createVariables()
                    .putValue("kind", kind.name())
                    .putValue("step", step.name())).getSingleResult().getSingleEntry();
            assertThat(days).as("%s %s", kind, step).isBetween(1, 10);
        }
    }
}
