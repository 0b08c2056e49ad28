package io.attain.workflow;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import io.attain.crediting.CreditRulesWorkflow;
import io.attain.crediting.RuleSet;
import io.attain.crediting.RuleSetState;
import io.attain.crediting.rule.CreditRules;
import io.attain.fixtures.People;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

class CreditRulesApprovalIT extends ProcessIT {

    private static final String TASK = "userTask_approveCreditRules";

    @Autowired
    CreditRulesWorkflow workflow;
    @Autowired
    TransactionTemplate transaction;

    @Test
    void aSecondPersonApprovesAfterReadingTheRulesInWords() {
        proposed(1);
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> decide(People.CORA, TASK, Map.of("decision", "approve")))
                .matches(refused -> refused.code().equals("four-eyes"));
        assertThat(taskOf(People.COLIN, TASK).facts().toString()).contains("Proposed by")
                .contains("gives every event to the named seller");

        decide(People.COLIN, TASK, Map.of("decision", "approve"));
        verify(ruleSets).approve(1);
        assertThat(ends("creditRulesApproval", "1")).containsExactly("event_approved");
    }

    @Test
    void aRejectionNeedsAReason() {
        proposed(2);
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> decide(People.FIONA, TASK, Map.of("decision", "reject")));
        decide(People.FIONA, TASK, Map.of("decision", "reject", "reason", "The north has no owners yet."));
        verify(ruleSets).reject(2, "The north has no owners yet.");
        assertThat(ends("creditRulesApproval", "2")).containsExactly("event_rejected");
    }

    @AfterAll
    void everyPathIsTaken() {
        assertEverythingPassed("creditRulesApproval");
    }

    private void proposed(int number) {
        when(ruleSets.get(number)).thenReturn(new RuleSet(number, LocalDate.of(2017, 4, 1), CreditRules.STANDARD,
                RuleSetState.PROPOSED, People.CORA.id().value(), Instant.now(), Optional.empty(), Optional.empty(),
                Optional.empty()));
        transaction.executeWithoutResult(status -> acting.as(People.CORA, () -> workflow.proposed(number)));
    }
}
