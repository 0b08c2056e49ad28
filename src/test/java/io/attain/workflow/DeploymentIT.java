package io.attain.workflow;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import io.attain.fixtures.PostgresIT;

import static org.assertj.core.api.Assertions.assertThat;

class DeploymentIT extends PostgresIT {

    @Autowired
    RepositoryService repository;

    @Test
    void everyProcessAndDecisionIsDeployedAtStart() {
        assertThat(repository.createProcessDefinitionQuery().latestVersion().list())
                .extracting(ProcessDefinition::getKey)
                .containsExactlyInAnyOrder("planLifecycle", "planAcceptance", "creditDispute", "periodClose",
                        "payoutApproval", "paymentConfirmation", "adjustmentApproval", "creditRulesApproval",
                        "splitRequest", "bankDetailApproval", "periodReopening", "quotaCorrection");
        assertThat(repository.createDecisionDefinitionQuery().decisionDefinitionKey("approvalRouting").count())
                .isPositive();
    }
}
