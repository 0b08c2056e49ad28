package io.attain.workflow;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import io.attain.fixtures.People;
import io.attain.participant.ParticipantId;
import io.attain.participant.ProposedQuota;
import io.attain.participant.Quota;
import io.attain.participant.QuotaCorrectionWorkflow;
import io.attain.participant.QuotaProposal;
import io.attain.participant.QuotaProposalId;
import io.attain.participant.QuotaProposalState;
import io.attain.shared.DateRange;
import io.attain.shared.Money;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

class QuotaCorrectionIT extends ProcessIT {

    private static final String TASK = "userTask_approveQuotaCorrection";
    private static final Currency USD = Currency.getInstance("USD");

    @Autowired
    QuotaCorrectionWorkflow workflow;
    @Autowired
    TransactionTemplate transaction;

    @Test
    void aSecondPersonApprovesAfterReadingEveryRow() {
        QuotaProposalId id = proposed(1, Set.of());
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> decide(People.CORA, TASK, Map.of("decision", "approve")))
                .matches(refused -> refused.code().equals("four-eyes"));
        assertThat(keysIn(People.DIANA)).doesNotContain(TASK);
        assertThat(taskOf(People.COLIN, TASK).facts().toString()).contains("2017-01-01 to 2017-03-31")
                .contains("none → 6,000.00 USD, meets 2017-Q1 (locked)");

        decide(People.COLIN, TASK, Map.of("decision", "approve"));
        verify(quotaProposals).approve(id);
        assertThat(ends("quotaCorrection", "1")).containsExactly("event_approved");
    }

    @Test
    void aRejectionNeedsAReason() {
        QuotaProposalId id = proposed(2, Set.of());
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> decide(People.FIONA, TASK, Map.of("decision", "reject")));
        decide(People.FIONA, TASK, Map.of("decision", "reject", "reason", "The letter says otherwise."));
        verify(quotaProposals).reject(id, "The letter says otherwise.");
        assertThat(ends("quotaCorrection", "2")).containsExactly("event_rejected");
    }

    @Test
    void whoseQuotaItIsDoesNotDecide() {
        proposed(3, Set.of(People.FRANK.id()));
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> decide(People.FRANK, TASK, Map.of("decision", "approve")))
                .matches(refused -> refused.code().equals("four-eyes"));
        decide(People.FIONA, TASK, Map.of("decision", "approve"));
        assertThat(ends("quotaCorrection", "3")).containsExactly("event_approved");
    }

    @AfterAll
    void everyPathIsTaken() {
        assertEverythingPassed("quotaCorrection");
    }

    private QuotaProposalId proposed(long number, Set<io.attain.identity.UserId> owners) {
        QuotaProposalId id = new QuotaProposalId(number);
        Quota quota = new Quota(new ParticipantId("moses-frase"), "amount",
                new DateRange(LocalDate.of(2017, 1, 1), LocalDate.of(2017, 4, 1)), Money.of("6000.00", USD));
        when(quotaProposals.owners(id)).thenReturn(owners);
        when(quotaProposals.get(id)).thenReturn(new QuotaProposal(id, "import-batch 7", QuotaProposalState.PROPOSED,
                People.CORA.id(), Instant.now(), Optional.empty(), Optional.empty(), Optional.empty(),
                List.of(new ProposedQuota(2, "Moses Frase", quota, Optional.empty(), "2017-Q1 (locked)"))));
        transaction.executeWithoutResult(status -> acting.as(People.CORA, () -> workflow.proposed(id)));
        return id;
    }
}
