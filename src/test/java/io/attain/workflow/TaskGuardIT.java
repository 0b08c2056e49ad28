package io.attain.workflow;

import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;

import io.attain.fixtures.People;
import io.attain.identity.User;
import io.attain.ledger.Adjustment;
import io.attain.ledger.AdjustmentId;
import io.attain.ledger.AdjustmentState;
import io.attain.ledger.AdjustmentWorkflow;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.shared.Money;
import io.attain.shared.Refused;
import io.attain.workflow.engine.HumanTasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

/** Ways round the inbox, through the engine's own API as its webapps' REST calls it: none of them decides anything. */
class TaskGuardIT extends ProcessIT {

    private static final ParticipantId MOSES_ID = new ParticipantId("moses-frase");

    @Autowired
    AdjustmentWorkflow workflow;
    @Autowired
    HumanTasks humanTasks;
    @Autowired
    TransactionTemplate transaction;

    private static long next = 1;

    private String task = "";
    private String instance = "";

    @BeforeEach
    void anAdjustmentProposedByFiona() {
        AdjustmentId id = new AdjustmentId(next++);
        when(adjustments.get(id)).thenReturn(new Adjustment(id, MOSES_ID, new PeriodId("2017-Q2"),
                Money.ofMinor(12_500, Currency.getInstance("USD")), "A trade fair.", AdjustmentState.PROPOSED,
                People.FIONA.id(), Instant.now(), Optional.empty(), Optional.empty(), Optional.empty()));
        Participant moses = mock(Participant.class);
        when(moses.user()).thenReturn(Optional.empty());
        when(participants.find(MOSES_ID)).thenReturn(Optional.of(moses));
        transaction.executeWithoutResult(status -> acting.as(People.FIONA, () -> workflow.proposed(id)));
        ProcessInstance started = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(id.toString())
                .processDefinitionKey("adjustmentApproval")
                .singleResult();
        instance = started.getId();
        task = tasks.createTaskQuery().processInstanceId(instance).singleResult().getId();
    }

    @AfterEach
    void nothingWasDecided() {
        assertThat(tasks.createTaskQuery().taskId(task).count()).as("the task is still there").isEqualTo(1);
        verify(adjustments, never()).approve(any());
        verify(adjustments, never()).reject(any(), any());
        runtime.deleteProcessInstance(instance, "test");
    }

    @Test
    void nobodyCompletesWithoutBeingSignedIn() {
        refused(() -> tasks.complete(task));
        refused(() -> tasks.complete(task, Map.of("decision", "approve")));
    }

    @Test
    void anAdminCannotCompleteThroughTheWebappsRest() {
        refusedTo(People.OTTO, () -> tasks.complete(task, Map.of("decision", "approve")));
        refusedTo(People.OTTO, () -> tasks.claim(task, People.OTTO.id().value()));
        refusedTo(People.OTTO, () -> tasks.resolveTask(task, Map.of("decision", "approve")));
    }

    @Test
    void theAuthorCannotApproveByAnyForgedVariable() {
        refusedTo(People.FIONA, () -> tasks.complete(task, Map.of("decision", "approve", "submittedBy", "nobody",
                "author", "frank", "attain.excludes", "")));
        refusedTo(People.FIONA, () -> tasks.claim(task, People.FIONA.id().value()));
    }

    @Test
    void evenTheRightPersonDecidesThroughTheInboxOnly() {
        assertThatThrownBy(() -> acting.as(People.FRANK,
                () -> tasks.complete(task, Map.of("decision", "approve"))))
                .matches(problem -> causes(problem).anyMatch(cause -> cause instanceof Refused refused
                        && refused.code().equals("not-decided")));
    }

    @Test
    void aTaskIsNotHandedToSomebodyElse() {
        refusedTo(People.FRANK, () -> tasks.setAssignee(task, People.FIONA.id().value()));
        refusedTo(People.FRANK, () -> tasks.delegateTask(task, People.OTTO.id().value()));
        refusedTo(People.OTTO, () -> tasks.setAssignee(task, People.FRANK.id().value()));
    }

    @Test
    void aSignalDoesNotPassATask() {
        String execution = runtime.createExecutionQuery().processInstanceId(instance)
                .activityId("userTask_approveAdjustment").singleResult().getId();
        refused(() -> runtime.signal(execution, Map.of("decision", "approve")));
    }

    @Test
    void aTokenMovedBehindTheTaskFindsNoDecision() {
        refused(() -> runtime.createProcessInstanceModification(instance)
                .startTransition("flow_reviewed")
                .setVariable("decision", "approve")
                .execute());
    }

    @Test
    void aTaskClaimedByAColleagueIsHis() {
        acting.as(People.FRANK, () -> inbox.claim(task));
        assertThat(acting.as(People.DIANA, () -> inbox.get(task)).withheld()).isPresent();
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> acting.as(People.DIANA,
                () -> inbox.complete(task, Map.of("decision", "approve"))));
        assertThatExceptionOfType(Refused.class).isThrownBy(
                () -> acting.as(People.DIANA, () -> inbox.unclaim(task)));
        acting.as(People.FRANK, () -> inbox.unclaim(task));
        assertThat(acting.as(People.DIANA, () -> inbox.get(task)).withheld()).isEmpty();
    }

    @Test
    void theAuthorSeesTheTaskWithTheReasonWhyItIsNotHis() {
        assertThat(acting.as(People.FIONA, () -> inbox.get(task).withheld())).isPresent();
        assertThat(acting.as(People.FIONA, () -> inbox.count())).isZero();
        assertThat(acting.as(People.FRANK, () -> inbox.count())).isEqualTo(1);
        for (User other : new User[]{ People.CORA, People.OTTO, People.AUDRA, People.RENATA }) {
            assertThatExceptionOfType(AccessDeniedException.class)
                    .isThrownBy(() -> acting.as(other, () -> inbox.get(task)));
        }
    }

    @Test
    void aFieldTheFormDoesNotHaveIsRefusedAndNothingIsKept() {
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> acting.as(People.FRANK,
                () -> inbox.complete(task, Map.of("decision", "approve", "amount", "999999"))));
        assertThat(humanTasks.decisionOn(task)).isEmpty();
    }

    @Test
    void whatTheDomainRefusesLeavesTheTaskAndNoDecisionBehind() {
        when(adjustments.approve(any())).thenThrow(new Refused("adjustment-sealed", "Too late."));
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> acting.as(People.FRANK,
                () -> inbox.complete(task, Map.of("decision", "approve"))));
        assertThat(humanTasks.decisionOn(task)).isEmpty();
        clearInvocations(adjustments);
    }

    @Test
    void aProcessIsStartedByItsStartersOnlyAndNeverWithoutASubject() {
        refusedTo(People.OTTO, () -> runtime.startProcessInstanceByKey("periodClose", "2017-Q2"));
        refused(() -> runtime.startProcessInstanceByKey("periodClose", "2017-Q2"));
        refusedTo(People.CORA, () -> runtime.startProcessInstanceByKey("periodClose"));
    }

    @Test
    void aModelWhoseTasksDeclareNobodyIsNotDeployed(@Autowired RepositoryService repository) {
        assertThatThrownBy(() -> repository.createDeployment().addString("open.bpmn", """
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
                  <process id="open" isExecutable="true" camunda:historyTimeToLive="P1D">
                    <startEvent id="event_a"/><sequenceFlow id="flow_a" sourceRef="event_a" targetRef="userTask_a"/>
                    <userTask id="userTask_a"/>
                  </process>
                </definitions>
                """).deploy()).isInstanceOf(ProcessEngineException.class).hasMessageContaining("attain.role");
    }

    private void refused(ThrowingCallable way) {
        assertThatThrownBy(way).matches(problem -> causes(problem)
                .anyMatch(cause -> cause instanceof AccessDeniedException || cause instanceof Refused
                        || cause instanceof AuthorizationException));
    }

    private void refusedTo(User user, ThrowingCallable way) {
        refused(() -> acting.as(user, () -> {
            try {
                way.call();
            } catch (RuntimeException problem) {
                throw problem;
            } catch (Throwable problem) {
                throw new IllegalStateException(problem);
            }
        }));
    }
}
