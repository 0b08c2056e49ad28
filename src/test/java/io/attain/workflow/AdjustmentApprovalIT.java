package io.attain.workflow;

import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import io.attain.fixtures.People;
import io.attain.ledger.Adjustment;
import io.attain.ledger.AdjustmentId;
import io.attain.ledger.AdjustmentState;
import io.attain.ledger.AdjustmentWorkflow;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.shared.Money;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

class AdjustmentApprovalIT extends ProcessIT {

    private static final ParticipantId MOSES_ID = new ParticipantId("moses-frase");

    @Autowired
    AdjustmentWorkflow workflow;
    @Autowired
    TransactionTemplate transaction;

    @Test
    void aSecondPersonOfFinanceApproves() {
        AdjustmentId id = proposed(1);
        assertThatExceptionOfType(Refused.class).isThrownBy(
                () -> decide(People.FIONA, "userTask_approveAdjustment", Map.of("decision", "approve")))
                .matches(refused -> refused.code().equals("four-eyes"));

        decide(People.FRANK, "userTask_approveAdjustment", Map.of("decision", "approve"));
        verify(adjustments).approve(id);
        assertThat(ends("adjustmentApproval", "1")).containsExactly("event_approved");
    }

    @Test
    void aRejectionNeedsAReason() {
        AdjustmentId id = proposed(2);
        assertThatExceptionOfType(Refused.class).isThrownBy(
                () -> decide(People.DIANA, "userTask_approveAdjustment", Map.of("decision", "reject")));
        decide(People.DIANA, "userTask_approveAdjustment", Map.of("decision", "reject", "reason", "No receipt."));
        verify(adjustments).reject(id, "No receipt.");
        assertThat(ends("adjustmentApproval", "2")).containsExactly("event_rejected");
    }

    @AfterAll
    void everyPathIsTaken() {
        assertEverythingPassed("adjustmentApproval");
    }

    private AdjustmentId proposed(long number) {
        AdjustmentId id = new AdjustmentId(number);
        when(adjustments.get(id)).thenReturn(new Adjustment(id, MOSES_ID, new PeriodId("2017-Q2"),
                Money.ofMinor(12_500, Currency.getInstance("USD")), "A trade fair on a Sunday.",
                AdjustmentState.PROPOSED, People.FIONA.id(), Instant.now(), Optional.empty(), Optional.empty(),
                Optional.empty()));
        Participant moses = mock(Participant.class);
        when(moses.name()).thenReturn("Moses Frase");
        when(moses.user()).thenReturn(Optional.of(People.rep("Moses Frase").id()));
        when(participants.find(MOSES_ID)).thenReturn(Optional.of(moses));
        transaction.executeWithoutResult(status -> acting.as(People.FIONA, () -> workflow.proposed(id)));
        return id;
    }
}
