package io.attain.workflow;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;

import io.attain.audit.Approvals;
import io.attain.audit.CaseRef;
import io.attain.fixtures.People;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.plan.Acceptance;
import io.attain.plan.Assignment;
import io.attain.plan.PlanVersion;
import io.attain.plan.PlanVersionId;
import io.attain.plan.PlanVersionState;
import io.attain.plan.PlanWorkflow;
import io.attain.plan.language.PlanDefinition;
import io.attain.shared.DateRange;
import io.attain.shared.Finding;
import io.attain.shared.Refused;
import io.attain.shared.Severity;
import io.attain.shared.Sha256;
import io.attain.workflow.history.Picture;
import io.attain.workflow.history.ProcessPictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

class PlanLifecycleIT extends ProcessIT {

    private static final User MOSES = People.rep("Moses Frase");
    private static final User ANNA = People.rep("Anna Snelling");
    private static final User DUSTIN = People.manager("Dustin Brinkmann");
    private static final ParticipantId MOSES_ID = new ParticipantId("moses-frase");
    private static final ParticipantId ANNA_ID = new ParticipantId("anna-snelling");
    private static final ParticipantId DUSTIN_ID = new ParticipantId("dustin-brinkmann");
    private static final ParticipantId RENATA_ID = new ParticipantId("renata-vogel");
    private static final Sha256 DIGEST = Sha256.of("the plan");

    @Autowired
    PlanWorkflow workflow;
    @Autowired
    Approvals approvals;
    @Autowired
    ProcessPictures pictures;
    @Autowired
    TransactionTemplate transaction;

    private static int next = 1;

    @Test
    void anApprovedVersionIsPublishedAndEveryRepIsAskedToAcceptIt() {
        PlanVersionId version = submitted();
        runJobs();
        decide(People.RENATA, "userTask_reviewPlan", Map.of("decision", "approve"));
        assertThat(keysIn(MOSES)).isEmpty();
        runJobs();

        verify(plans).publish(version);
        assertThat(ends("planLifecycle", version.toString())).containsExactly("event_published");
        assertThat(approvals.approved(new CaseRef("plan-version", version.toString()), 1, "review-plan", ""))
                .hasValueSatisfying(approval -> {
                    assertThat(approval.decidedBy()).isEqualTo(People.RENATA.id());
                    assertThat(approval.subjectDigest()).isEqualTo(DIGEST);
                });

        assertThat(keysIn(MOSES)).containsExactly("userTask_acceptPlan");
        String annas = acting.as(ANNA, () -> inbox.tasks().get(0).id());
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(
                () -> acting.as(MOSES, () -> inbox.complete(annas, Map.of("decision", "accept"))));
        decide(MOSES, "userTask_acceptPlan", Map.of("decision", "accept"));
        decide(ANNA, "userTask_acceptPlan", Map.of("decision", "accept", "comment", "Fine."));
        verify(acceptances).accept(version, MOSES_ID);
        verify(acceptances).accept(version, ANNA_ID);
        assertThat(ends("planAcceptance", version + "/moses-frase")).containsExactly("event_accepted");
    }

    @Test
    void requestedChangesComeBackWithTheirReasonAndTheRevisedVersionIsReviewedAgain() {
        PlanVersionId version = submitted();
        runJobs();
        decide(People.RENATA, "userTask_reviewPlan", Map.of("decision", "changes", "reason", "Too generous."));
        runJobs();
        verify(plans).returnForChanges(version, "Too generous.");
        assertThat(taskOf(People.COLIN, "userTask_revisePlan").facts())
                .anySatisfy(fact -> assertThat(fact.value()).isEqualTo("Too generous."));

        decide(People.CORA, "userTask_revisePlan", Map.of("decision", "resubmit"));
        verify(plans).submit(version);
        runJobs();
        decide(People.RENATA, "userTask_reviewPlan", Map.of("decision", "approve"));
        runJobs();

        acceptedByAll();
        assertThat(ends("planLifecycle", version.toString())).containsExactly("event_published");
        Picture picture = pictures.picture(new CaseRef("plan-version", version.toString())).orElseThrow();
        assertThat(picture.flows()).contains("flow_changesRequested", "flow_resubmitted", "flow_approved")
                .doesNotContain("flow_withdrawn", "flow_checksFailed");
        assertThat(picture.completed()).contains("userTask_revisePlan", "event_published");
        assertThat(picture.steps()).anySatisfy(step -> {
            assertThat(step.activityId()).isEqualTo("userTask_reviewPlan");
            assertThat(step.who()).contains("Renata Vogel");
            assertThat(step.reason()).contains("Too generous.");
        });
    }

    @Test
    void submittingTheRevisedVersionOnItsOwnPageCompletesTheWaitingTask() {
        PlanVersionId version = submitted();
        runJobs();
        decide(People.RENATA, "userTask_reviewPlan", Map.of("decision", "changes", "reason", "Again."));
        runJobs();

        transaction.executeWithoutResult(status -> acting.as(People.CORA, () -> workflow.submitted(version)));
        runJobs();

        assertThat(keysIn(People.RENATA)).containsExactly("userTask_reviewPlan");
        decide(People.RENATA, "userTask_reviewPlan", Map.of("decision", "approve"));
        runJobs();
        acceptedByAll();
        assertThat(ends("planLifecycle", version.toString())).containsExactly("event_published");
    }

    @Test
    void failedChecksSendTheVersionBackAndItCanBeWithdrawn() {
        PlanVersionId version = submitted();
        when(plans.check(version)).thenReturn(
                List.of(new Finding("components/0", "The tiers leave a gap.", "Close it.", Severity.ERROR)));
        runJobs();

        verify(plans).returnForChanges(eq(version), contains("The tiers leave a gap."));
        decide(People.CORA, "userTask_revisePlan", Map.of("decision", "withdraw"));
        runJobs();
        verify(plans).withdraw(eq(version), any());
        assertThat(ends("planLifecycle", version.toString())).containsExactly("event_withdrawn");
    }

    @Test
    void neitherTheAuthorNorAnotherManagerApproves() {
        PlanVersionId version = submitted();
        User authorWhoManages = new User(People.RENATA.id(), "renata.vogel", "Renata Vogel",
                Set.of(Role.MANAGER, Role.COMP_ADMIN));
        when(plans.authorsOf(version)).thenReturn(Set.of(authorWhoManages.id()));
        runJobs();
        String task = engineTask("userTask_reviewPlan");

        assertThat(acting.as(authorWhoManages, () -> inbox.get(task).withheld())).isPresent();
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> acting.as(authorWhoManages,
                        () -> inbox.complete(task, Map.of("decision", "approve"))))
                .matches(refused -> refused.code().equals("four-eyes"));
        for (User other : List.of(DUSTIN, People.CORA, People.OTTO, People.FIONA, MOSES)) {
            assertThat(keysIn(other)).as(other.displayName()).isEmpty();
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(
                    () -> acting.as(other, () -> inbox.complete(task, Map.of("decision", "approve"))));
        }
        when(plans.authorsOf(version)).thenReturn(Set.of(People.CORA.id()));
        decide(People.RENATA, "userTask_reviewPlan", Map.of("decision", "approve"));
        runJobs();
        acceptedByAll();
    }

    @AfterAll
    void everyPathIsTaken() {
        assertEverythingPassed("planLifecycle", "planAcceptance");
    }

    private void acceptedByAll() {
        decide(MOSES, "userTask_acceptPlan", Map.of("decision", "accept"));
        decide(ANNA, "userTask_acceptPlan", Map.of("decision", "accept"));
    }

    private PlanVersionId submitted() {
        PlanVersionId version = PlanVersionId.of("field-sales", next++);
        AtomicReference<Integer> round = new AtomicReference<>(1);
        AtomicReference<PlanVersionState> state = new AtomicReference<>(PlanVersionState.IN_REVIEW);
        PlanDefinition definition = PlanDefinition.of("field-sales", "Field sales",
                Currency.getInstance("USD"), "quarters", DateRange.since(LocalDate.of(2017, 3, 1)), List.of());
        when(plans.get(version)).thenAnswer(call -> new PlanVersion(version, definition, "{}", DIGEST, state.get(),
                round.get(), People.CORA.id(), Instant.now(), Optional.empty()));
        when(plans.authorsOf(version)).thenReturn(Set.of(People.CORA.id()));
        when(plans.check(version)).thenReturn(List.of());
        doAnswer(call -> {
            state.set(PlanVersionState.DRAFT);
            round.updateAndGet(before -> before + 1);
            return null;
        }).when(plans).returnForChanges(eq(version), any());
        doAnswer(call -> {
            state.set(PlanVersionState.IN_REVIEW);
            workflow.submitted(version);
            return null;
        }).when(plans).submit(version);

        when(periods.businessDate()).thenReturn(LocalDate.of(2017, 6, 30));
        person(MOSES_ID, MOSES);
        person(ANNA_ID, ANNA);
        person(DUSTIN_ID, DUSTIN);
        person(RENATA_ID, People.RENATA);
        when(lines.managerOf(eq(MOSES_ID), any())).thenReturn(Optional.of(DUSTIN_ID));
        when(lines.managerOf(eq(DUSTIN_ID), any())).thenReturn(Optional.of(RENATA_ID));
        when(lines.everyoneBelow(eq(RENATA_ID), any())).thenReturn(Set.of(DUSTIN_ID, MOSES_ID, ANNA_ID));
        when(assignments.of(eq(version.plan()), any())).thenReturn(List.of(
                new Assignment(MOSES_ID, version.plan(), DateRange.since(LocalDate.of(2017, 3, 1)))));
        when(acceptances.of(version)).thenReturn(List.of(
                new Acceptance(version, MOSES_ID, Optional.empty(), Optional.empty()),
                new Acceptance(version, ANNA_ID, Optional.empty(), Optional.empty())));
        transaction.executeWithoutResult(status -> acting.as(People.CORA, () -> workflow.submitted(version)));
        return version;
    }

    private void person(ParticipantId id, User user) {
        Participant participant = mock(Participant.class);
        when(participant.id()).thenReturn(id);
        when(participant.user()).thenReturn(Optional.of(user.id()));
        users.remember(user);
        when(participants.find(id)).thenReturn(Optional.of(participant));
        when(participants.get(id)).thenReturn(participant);
        when(participants.byUser(user.id())).thenReturn(Optional.of(participant));
    }
}
