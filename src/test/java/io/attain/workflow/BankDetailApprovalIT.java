package io.attain.workflow;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import io.attain.bank.BankDetail;
import io.attain.bank.BankDetailId;
import io.attain.bank.BankDetailState;
import io.attain.bank.BankDetailWorkflow;
import io.attain.bank.Iban;
import io.attain.fixtures.People;
import io.attain.identity.User;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

class BankDetailApprovalIT extends ProcessIT {

    private static final ParticipantId MOSES_ID = new ParticipantId("moses-frase");

    @Autowired
    BankDetailWorkflow workflow;
    @Autowired
    TransactionTemplate transaction;

    @Test
    void anotherPersonOfFinanceApprovesWhatOneEntered() {
        BankDetailId id = proposed(1, People.FIONA, People.rep("Moses Frase"));
        assertThatExceptionOfType(Refused.class).isThrownBy(
                () -> decide(People.FIONA, "userTask_approveBankDetail", Map.of("decision", "approve")))
                .matches(refused -> refused.code().equals("four-eyes"));
        decide(People.FRANK, "userTask_approveBankDetail", Map.of("decision", "approve"));
        verify(bankDetails).approve(id);
        assertThat(ends("bankDetailApproval", "1")).containsExactly("event_approved");
    }

    @Test
    void nobodyApprovesWhereHeIsPaidToHimselfAndARejectionNeedsAReason() {
        BankDetailId id = proposed(2, People.CORA, People.FRANK);
        assertThatExceptionOfType(Refused.class).isThrownBy(
                () -> decide(People.FRANK, "userTask_approveBankDetail", Map.of("decision", "approve")))
                .matches(refused -> refused.code().equals("four-eyes"));
        assertThatExceptionOfType(Refused.class).isThrownBy(
                () -> decide(People.DIANA, "userTask_approveBankDetail", Map.of("decision", "reject")));
        decide(People.DIANA, "userTask_approveBankDetail", Map.of("decision", "reject", "reason", "No paper."));
        verify(bankDetails).reject(id, "No paper.");
        assertThat(ends("bankDetailApproval", "2")).containsExactly("event_rejected");
    }

    @AfterAll
    void everyPathIsTaken() {
        assertEverythingPassed("bankDetailApproval");
    }

    private BankDetailId proposed(long number, User by, User paid) {
        BankDetailId id = new BankDetailId(number);
        when(bankDetails.get(id)).thenReturn(new BankDetail(id, MOSES_ID, LocalDate.of(2017, 7, 1), "Moses Frase",
                new Iban("DE89370400440532013000"), Optional.empty(), BankDetailState.PROPOSED, by.id(), Instant.now(),
                Optional.empty(), Optional.empty(), Optional.empty()));
        Participant moses = mock(Participant.class);
        when(moses.name()).thenReturn("Moses Frase");
        when(moses.user()).thenReturn(Optional.of(paid.id()));
        when(participants.find(MOSES_ID)).thenReturn(Optional.of(moses));
        transaction.executeWithoutResult(status -> acting.as(by, () -> workflow.proposed(id)));
        return id;
    }
}
