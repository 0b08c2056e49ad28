package io.attain.workflow;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;

import io.attain.calculation.RunId;
import io.attain.fixtures.People;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.period.PeriodId;
import io.attain.reopening.Reopening;
import io.attain.reopening.ReopeningId;
import io.attain.reopening.ReopeningState;
import io.attain.reopening.ReopeningWorkflow;
import io.attain.reopening.Undoing;
import io.attain.shared.Refused;
import io.attain.shared.Sha256;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

class PeriodReopeningIT extends ProcessIT {

    private static final PeriodId PERIOD = new PeriodId("2017-Q2");
    private static final RunId RUN = new RunId(UUID.randomUUID());
    private static final Map<String, String> APPROVE = Map.of("decision", "approve");

    @Autowired
    ReopeningWorkflow workflow;
    @Autowired
    TransactionTemplate transaction;

    @Test
    void anotherPersonOfFinanceApprovesAndTheLockIsUndone() {
        ReopeningId id = asked(1, People.FIONA);
        refusedByFourEyes(People.FIONA);
        assertThat(taskOf(People.FRANK, "userTask_approveReopening").facts())
                .anySatisfy(fact -> assertThat(fact.value()).isEqualTo("The rate was wrong."));
        decide(People.FRANK, "userTask_approveReopening", APPROVE);
        verify(reopenings).approve(id);
        verify(reopenings, never()).carryOut(any());

        when(reopenings.carryOut(id)).thenReturn(true);
        runJobs();
        assertThat(ends("periodReopening", "1")).containsExactly("event_reopened");
    }

    @Test
    void aCompAdminMayAskButNotDecide() {
        asked(2, People.CORA);
        User coraInFinance = new User(People.CORA.id(), "cora", "Cora",
                java.util.Set.of(Role.COMP_ADMIN, Role.FINANCE));
        refusedByFourEyes(coraInFinance);
        String task = engineTask("userTask_approveReopening");
        for (User other : List.of(People.COLIN, People.OTTO, People.AUDRA, People.RENATA)) {
            assertThat(keysIn(other)).isEmpty();
            assertThatExceptionOfType(AccessDeniedException.class)
                    .isThrownBy(() -> acting.as(other, () -> inbox.complete(task, APPROVE)));
        }
        assertThatExceptionOfType(Refused.class).isThrownBy(
                () -> decide(People.DIANA, "userTask_approveReopening", Map.of("decision", "reject")));
        decide(People.DIANA, "userTask_approveReopening",
                Map.of("decision", "reject", "reason", "Next month will do."));
        verify(reopenings).reject(new ReopeningId(2), "Next month will do.");
        runJobs();
        assertThat(ends("periodReopening", "2")).containsExactly("event_rejected");
        verify(reopenings, never()).carryOut(any());
    }

    @Test
    void whatHasBecomeImpossibleLapses() {
        ReopeningId id = asked(3, People.FIONA);
        when(reopenings.whyNot(PERIOD)).thenReturn(Optional.of(new Refused("reopen-paid", "It is paid.")));
        assertThat(taskOf(People.FRANK, "userTask_approveReopening").facts())
                .anySatisfy(fact -> assertThat(fact.value()).isEqualTo("It is paid."));
        decide(People.FRANK, "userTask_approveReopening", APPROVE);
        when(reopenings.carryOut(id)).thenReturn(false);
        runJobs();
        assertThat(ends("periodReopening", "3")).containsExactly("event_tooLate");
    }

    @Test
    void aFailedAttemptIsTriedAgain() {
        ReopeningId id = asked(4, People.FIONA);
        decide(People.FRANK, "userTask_approveReopening", APPROVE);
        Job undo = management.createJobQuery().activityId("serviceTask_undoLock").singleResult();
        when(reopenings.carryOut(id)).thenThrow(new IllegalStateException("the database went away")).thenReturn(true);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> management.executeJob(undo.getId()));
        assertThat(management.createJobQuery().jobId(undo.getId()).count()).isEqualTo(1);
        management.executeJob(undo.getId());
        verify(reopenings, times(2)).carryOut(id);
        assertThat(ends("periodReopening", "4")).containsExactly("event_reopened");
    }

    @Test
    void onlyWhoMayAskStartsTheProcess() {
        for (User other : List.of(People.OTTO, People.AUDRA, People.RENATA, People.rep("Moses Frase"))) {
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> asked(5, other));
        }
    }

    @AfterAll
    void everyPathIsTaken() {
        assertEverythingPassed("periodReopening");
    }

    private void refusedByFourEyes(User user) {
        String task = engineTask("userTask_approveReopening");
        assertThat(acting.as(user, () -> inbox.get(task)).withheld()).isPresent();
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> acting.as(user, () -> inbox.complete(task, APPROVE)))
                .matches(refused -> refused.code().equals("four-eyes"));
    }

    private ReopeningId asked(long number, User by) {
        ReopeningId id = new ReopeningId(number);
        when(reopenings.get(id)).thenReturn(new Reopening(id, PERIOD, RUN, Sha256.of("all of it"),
                "The rate was wrong.", by.id(), Instant.now(), ReopeningState.ASKED, Optional.empty(), Optional.empty(),
                Optional.empty()));
        when(reopenings.undoing(PERIOD)).thenReturn(new Undoing(PERIOD, RUN, List.of(), List.of(), Optional.empty()));
        transaction.executeWithoutResult(status -> acting.as(by, () -> workflow.asked(id)));
        return id;
    }
}
