package io.attain.workflow;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;

import io.attain.audit.Approval;
import io.attain.audit.Approvals;
import io.attain.audit.AuditEntry;
import io.attain.audit.AuditTrail;
import io.attain.audit.CaseRef;
import io.attain.audit.Verdict;
import io.attain.calculation.Check;
import io.attain.calculation.Run;
import io.attain.calculation.RunId;
import io.attain.calculation.RunKind;
import io.attain.calculation.RunState;
import io.attain.fixtures.People;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.payout.PayoutBatch;
import io.attain.payout.PayoutBatchId;
import io.attain.payout.PayoutState;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.readiness.CloseFinding;
import io.attain.readiness.Weight;
import io.attain.reopening.Reopening;
import io.attain.shared.DateRange;
import io.attain.shared.Money;
import io.attain.shared.Refused;
import io.attain.shared.Sha256;
import io.attain.workflow.close.CloseStatus;
import io.attain.workflow.close.CloseStep;
import io.attain.workflow.close.LockedClose;
import io.attain.workflow.close.PeriodClose;
import io.attain.workflow.inbox.TaskView;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

class PeriodCloseIT extends ProcessIT {

    private static final User MOSES = People.rep("Moses Frase");
    private static final User DUSTIN = People.manager("Dustin Brinkmann");
    private static final User MELVIN = People.manager("Melvin Marxen");
    private static final ParticipantId MOSES_ID = new ParticipantId("moses-frase");
    private static final ParticipantId ANNA_ID = new ParticipantId("anna-snelling");
    private static final ParticipantId DUSTIN_ID = new ParticipantId("dustin-brinkmann");
    private static final ParticipantId MELVIN_ID = new ParticipantId("melvin-marxen");
    private static final Currency USD = Currency.getInstance("USD");
    private static final int CHUNKS = 3;
    private static final Instant THURSDAY = Instant.parse("2017-04-06T09:00:00Z");
    private static final Map<String, String> APPROVE = Map.of("decision", "approve");
    private static final Map<String, String> PREPARE = Map.of("decision", "prepare");
    private static final Map<String, String> SIGN = Map.of("decision", "sign");

    @Autowired
    PeriodClose close;
    @Autowired
    LockedClose lockedClose;
    @Autowired
    Approvals approvals;
    @Autowired
    AuditTrail audit;
    @Autowired
    TransactionTemplate transaction;

    private static int next = 1;

    private PeriodId period = new PeriodId("2017-Q1");
    private final AtomicReference<PeriodState> state = new AtomicReference<>(PeriodState.OPEN);
    private final AtomicReference<Run> run = new AtomicReference<>();
    private final AtomicReference<PayoutBatch> batch = new AtomicReference<>();
    private Money total = Money.ofMinor(5_000_000, USD);
    private List<Check> checks = List.of(new Check("credits in = credits allocated", true, "10", "10", false));

    @BeforeEach
    void aPeriodWithTwoTeams() {
        period = new PeriodId("2017-P" + next);
        state.set(PeriodState.OPEN);
        run.set(null);
        batch.set(null);
        total = Money.ofMinor(5_000_000, USD);
        checks = List.of(new Check("credits in = credits allocated", true, "10", "10", false));
        person(DUSTIN_ID, DUSTIN);
        person(MELVIN_ID, MELVIN);
        when(lines.line(MOSES_ID, LocalDate.of(2017, 3, 31))).thenReturn(List.of(DUSTIN_ID));
        when(lines.line(ANNA_ID, LocalDate.of(2017, 3, 31))).thenReturn(List.of(MELVIN_ID));
        when(periods.get(period)).thenAnswer(call -> period());
        when(periods.hold(period)).thenAnswer(call -> period());
        when(periods.openPeriod()).thenAnswer(call -> period());
        doAnswer(call -> {
            state.set(call.getArgument(1));
            return period();
        }).when(periods).transition(any(), any());
        theRuns();
        thePayouts();
        next++;
    }

    @Test
    void aSmallPayoutIsPaidWithOneSignature() {
        start();
        assertThat(status().step()).isEqualTo(CloseStep.FREEZING);
        runJobs();
        assertThat(status().step()).isEqualTo(CloseStep.TEAM_REVIEW);
        assertThat(status().chunksDone()).isEqualTo(CHUNKS);
        assertThat(state.get()).isEqualTo(PeriodState.CLOSING);
        decide(DUSTIN, "userTask_reviewTeam", APPROVE);
        assertThat(status().teams()).filteredOn(team -> team.decision().isPresent()).hasSize(1);
        decide(MELVIN, "userTask_reviewTeam", APPROVE);
        assertThat(status().step()).isEqualTo(CloseStep.PAYOUT_PREPARATION);
        decide(People.FIONA, "userTask_preparePayout", PREPARE);
        assertThat(status().step()).isEqualTo(CloseStep.PAYOUT_SIGN_OFF);
        decide(People.FRANK, "userTask_signPayout", SIGN);
        runJobs();

        RunId paid = run.get().id();
        verify(runs).accept(paid, Set.of());
        verify(statements).publish(paid);
        verify(payouts).release(batch.get().id());
        verify(evidence).write(eq(batch.get().id()), any(), argThat(tasks -> tasks.size() == 4));
        assertThat(state.get()).isEqualTo(PeriodState.LOCKED);
        assertThat(ends("periodClose", period.value())).containsExactly("event_paid");
        assertThat(ends("payoutApproval", period.value())).containsExactly("event_approved");
        assertThat(status().step()).isEqualTo(CloseStep.DONE);
        assertThat(approvals.of(new CaseRef("period-close", period.value()))).hasSize(2)
                .allSatisfy(approval -> assertThat(approval.submittedBy()).isEqualTo(People.CORA.id()));
    }

    @Test
    void aLargePayoutNeedsTheSecondSignatureOfThirdHands() {
        total = Money.ofMinor(10_000_001, USD);
        reviewed();
        decide(People.FIONA, "userTask_preparePayout", PREPARE);
        decide(People.FRANK, "userTask_signPayout", SIGN);
        runJobs();
        assertThat(status().step()).isEqualTo(CloseStep.SECOND_SIGNATURE);
        verify(runs, never()).accept(any(), any());

        User frankAsDirector = new User(People.FRANK.id(), "frank", "Frank Okafor",
                Set.of(Role.FINANCE, Role.FINANCE_DIRECTOR));
        refusedByFourEyes(frankAsDirector, "userTask_secondSignature", SIGN);
        decide(People.DIANA, "userTask_secondSignature", SIGN);
        runJobs();

        assertThat(ends("periodClose", period.value())).containsExactly("event_paid");
        assertThat(approvals.of(batch.get().caseRef())).extracting(Approval::step)
                .containsExactly("sign-payout", "second-signature");
    }

    @Test
    void neitherThePreparerNorTheStarterSignsThePayout() {
        reviewed();
        decide(People.FIONA, "userTask_preparePayout", PREPARE);

        refusedByFourEyes(People.FIONA, "userTask_signPayout", SIGN);
        User coraInFinance = new User(People.CORA.id(), "cora", "Cora", Set.of(Role.COMP_ADMIN, Role.FINANCE));
        refusedByFourEyes(coraInFinance, "userTask_signPayout", SIGN);
        assertThat(taskOf(People.FRANK, "userTask_signPayout").withheld()).isEmpty();
        finish();
    }

    @Test
    void aManagerSeesAndReviewsHisOwnTeamOnly() {
        start();
        runJobs();
        assertThat(keysIn(DUSTIN)).containsExactly("userTask_reviewTeam");
        assertThat(keysIn(People.RENATA)).isEmpty();
        String melvins = taskOf(MELVIN, "userTask_reviewTeam").id();
        for (User other : List.of(DUSTIN, People.RENATA, People.CORA, People.OTTO, MOSES)) {
            assertThatExceptionOfType(AccessDeniedException.class)
                    .isThrownBy(() -> acting.as(other, () -> inbox.complete(melvins, APPROVE)));
        }
        decide(DUSTIN, "userTask_reviewTeam", APPROVE);
        decide(MELVIN, "userTask_reviewTeam", APPROVE);
        decide(People.FIONA, "userTask_preparePayout", PREPARE);
        finish();
    }

    @Test
    void aTeamIsReviewedByWhoStandsInForItsManager() {
        start();
        runJobs();
        users.remember(DUSTIN);
        jdbc.sql("""
                insert into identity.substitution (absent, substitute, duty, valid_from, valid_to, recorded_at)
                values (:dustin, :melvin, 'TEAM_REVIEWS', current_date - 1, current_date + 2, now())
                """).param("dustin", DUSTIN.id().value()).param("melvin", MELVIN.id().value()).update();
        List<TaskView> melvins = acting.as(MELVIN, () -> inbox.tasks());
        assertThat(melvins).extracting(TaskView::actingFor)
                .containsExactlyInAnyOrder(Optional.empty(), Optional.of(DUSTIN.displayName()));
        melvins.forEach(task -> acting.as(MELVIN, () -> inbox.complete(task.id(), APPROVE)));
        assertThat(jdbc.sql("""
                select decided_by || ' for ' || acted_for from audit.approval where acted_for is not null
                """).query(String.class).list()).containsExactly(MELVIN.id() + " for " + DUSTIN.id());
        jdbc.sql("update identity.substitution set withdrawn_at = now()").update();
        decide(People.FIONA, "userTask_preparePayout", PREPARE);
        finish();
    }

    @Test
    void aManagersObjectionGoesBackWithItsReasonAndTheNextRoundIsReviewedAfresh() {
        start();
        runJobs();
        RunId first = run.get().id();
        decide(DUSTIN, "userTask_reviewTeam", APPROVE);
        decide(MELVIN, "userTask_reviewTeam", Map.of("decision", "return", "reason", "Anna's deal is missing."));
        runJobs();

        assertThat(status().step()).isEqualTo(CloseStep.CORRECTIONS);
        assertThat(state.get()).isEqualTo(PeriodState.OPEN);
        verify(runs).discard(first);
        assertThat(status().returned()).singleElement()
                .satisfies(back -> assertThat(back.reason()).isEqualTo("Anna's deal is missing."));
        assertThat(taskOf(People.COLIN, "userTask_correct").facts())
                .anySatisfy(fact -> assertThat(fact.value()).isEqualTo("Anna's deal is missing."));

        decide(People.CORA, "userTask_correct", Map.of("decision", "recalculate", "reason", "Imported it."));
        runJobs();
        assertThat(run.get().id()).isNotEqualTo(first);
        assertThat(status().round()).isEqualTo(2);
        assertThat(status().teams()).hasSize(2).allSatisfy(team -> assertThat(team.decision()).isEmpty());
        decide(DUSTIN, "userTask_reviewTeam", APPROVE);
        decide(MELVIN, "userTask_reviewTeam", APPROVE);
        decide(People.FIONA, "userTask_preparePayout", PREPARE);
        finish();
    }

    @Test
    void failedChecksGoToCorrectionsAndTheCloseCanBeGivenUp() {
        checks = List.of(new Check("credits in = credits allocated", false, "10", "9", false));
        start();
        runJobs();
        assertThat(status().step()).isEqualTo(CloseStep.CORRECTIONS);
        assertThat(keysIn(DUSTIN)).isEmpty();
        assertThat(taskOf(People.CORA, "userTask_correct").facts())
                .anySatisfy(fact -> assertThat(fact.value()).isEqualTo("10 against 9"));

        decide(People.CORA, "userTask_correct", Map.of("decision", "cancel", "reason", "Waiting for a file."));
        runJobs();
        assertThat(ends("periodClose", period.value())).containsExactly("event_reopened");
        assertThat(state.get()).isEqualTo(PeriodState.OPEN);
        assertThat(status().step()).isEqualTo(CloseStep.CANCELLED);

        checks = List.of(new Check("credits in = credits allocated", true, "10", "10", false));
        reviewed();
        decide(People.FIONA, "userTask_preparePayout", PREPARE);
        finish();
    }

    @Test
    void aParkedParticipantKeepsTheCloseFromReview() {
        CloseFinding parked = finding("not-calculated", MOSES_ID.value(), "Moses Frase: no quota");
        when(findings.blocking(eq(period), argThat(run -> run != null && run.isPresent())))
                .thenReturn(List.of(parked));
        start();
        runJobs();
        assertThat(status().step()).isEqualTo(CloseStep.CORRECTIONS);
        assertThat(taskOf(People.CORA, "userTask_correct").facts())
                .anySatisfy(fact -> assertThat(fact.value()).isEqualTo("Moses Frase: no quota"));

        // Waived, the next round goes on without him, and the lock is told so.
        when(findings.blocking(any(), any())).thenReturn(List.of());
        when(findings.waivedParticipants(eq(period), any())).thenReturn(Set.of(MOSES_ID));
        again();
        decide(People.FIONA, "userTask_preparePayout", PREPARE);
        finish();
        verify(runs).accept(run.get().id(), Set.of(MOSES_ID));
    }

    @Test
    void nothingIsFrozenWhileAnExceptionIsOpen() {
        CloseFinding found = finding("unmatched-product", "GTXPro", "1480 rows name the product “GTXPro”.");
        when(findings.blocking(any(), any())).thenReturn(List.of(found));
        start();
        runJobs();
        assertThat(status().step()).isEqualTo(CloseStep.EXCEPTIONS);
        assertThat(state.get()).isEqualTo(PeriodState.OPEN);
        verify(runs, never()).freeze(any(), any());
        assertThat(taskOf(People.COLIN, "userTask_resolveExceptions").facts())
                .anySatisfy(fact -> assertThat(fact.value()).contains("GTXPro"));

        decide(People.CORA, "userTask_resolveExceptions", Map.of("decision", "recheck", "reason", "I hope so."));
        runJobs();
        assertThat(status().step()).as("hope resolves nothing").isEqualTo(CloseStep.EXCEPTIONS);
        verify(runs, never()).freeze(any(), any());

        when(findings.blocking(any(), any())).thenReturn(List.of());
        decide(People.CORA, "userTask_resolveExceptions", Map.of("decision", "recheck", "reason", "Alias added."));
        runJobs();
        assertThat(status().step()).isEqualTo(CloseStep.TEAM_REVIEW);
        cancel();
    }

    @Test
    void aCloseThatIsNotReadyCanBeGivenUp() {
        when(findings.blocking(any(), any()))
                .thenReturn(List.of(finding("missing-quota", "moses-frase amount", "Moses Frase has no quota.")));
        start();
        runJobs();
        decide(People.COLIN, "userTask_resolveExceptions", Map.of("decision", "cancel", "reason", "Next week."));
        runJobs();
        assertThat(status().step()).isEqualTo(CloseStep.CANCELLED);
        assertThat(state.get()).isEqualTo(PeriodState.OPEN);
    }

    @Test
    void financeMaySendThePayoutBackAtEveryStep() {
        total = Money.ofMinor(20_000_000, USD);
        reviewed();
        decide(People.FIONA, "userTask_preparePayout", Map.of("decision", "return", "reason", "Wrong cost centre."));
        runJobs();
        assertThat(status().returned().get(0).reason()).isEqualTo("Wrong cost centre.");
        again();
        decide(People.FIONA, "userTask_preparePayout", PREPARE);
        decide(People.FRANK, "userTask_signPayout", Map.of("decision", "return", "reason", "Too much."));
        runJobs();
        verify(payouts).reject(any(), eq("Too much."));
        assertThat(status().step()).isEqualTo(CloseStep.CORRECTIONS);
        again();
        decide(People.FIONA, "userTask_preparePayout", PREPARE);
        decide(People.FRANK, "userTask_signPayout", SIGN);
        runJobs();
        decide(People.DIANA, "userTask_secondSignature", Map.of("decision", "return", "reason", "Not in March."));
        runJobs();
        assertThat(status().returned()).extracting(CloseStatus.Return::reason)
                .containsExactly("Not in March.", "Too much.", "Wrong cost centre.");
        assertThat(approvals.of(batch.get().caseRef())).last()
                .satisfies(approval -> assertThat(approval.verdict()).isEqualTo(Verdict.REJECTED));
        verify(runs, never()).accept(any(), any());
        cancel();
    }

    @Test
    void aCloseIsCancelledWhileFinanceIsAtItAndThePeriodOpensAgain() {
        reviewed();
        decide(People.FIONA, "userTask_preparePayout", PREPARE);
        cancel();

        assertThat(ends("periodClose", period.value())).containsExactly("event_reopened");
        assertThat(keysIn(People.FRANK)).isEmpty();
        assertThat(state.get()).isEqualTo(PeriodState.OPEN);
        assertThat(batch.get().state()).isEqualTo(PayoutState.REJECTED);
    }

    @Test
    void thePayoutWaitsForAReopeningThatIsAskedForAndGoesOnWhenItIsRefused() {
        reopeningAskedForAfterTheLock();
        assertThat(status().step()).isEqualTo(CloseStep.REOPENING_ASKED);
        assertThat(status().cancellable()).isFalse();
        verify(payouts, never()).release(any());

        when(reopenings.pending(period)).thenReturn(Optional.empty());
        lockedClose.goOn(period);
        runJobs();
        verify(payouts).release(batch.get().id());
        assertThat(ends("periodClose", period.value())).containsExactly("event_paid");
        lockedClose.goOn(period);
    }

    @Test
    void aReopenedPeriodIsPaidNothingAndCanBeClosedAnew() {
        reopeningAskedForAfterTheLock();
        state.set(PeriodState.OPEN);
        batch.set(batch(PayoutState.REJECTED, batch.get().id(), batch.get().secondSignature()));
        when(reopenings.pending(period)).thenReturn(Optional.empty());
        lockedClose.end(period);
        runJobs();
        assertThat(ends("periodClose", period.value())).containsExactly("event_reopenedAfterLock");
        assertThat(status().step()).isEqualTo(CloseStep.REOPENED);
        assertThat(status().running()).isFalse();
        verify(payouts, never()).release(any());

        reviewed();
        decide(People.FIONA, "userTask_preparePayout", PREPARE);
        finish();
        verify(payouts).release(batch.get().id());
    }

    private void reopeningAskedForAfterTheLock() {
        reviewed();
        decide(People.FIONA, "userTask_preparePayout", PREPARE);
        when(reopenings.pending(period)).thenReturn(Optional.of(mock(Reopening.class)));
        decide(People.FRANK, "userTask_signPayout", SIGN);
        runJobs();
        assertThat(state.get()).isEqualTo(PeriodState.LOCKED);
    }

    @Test
    void onlyACompAdminStartsACloseAndOnlyOnce() {
        for (User other : List.of(People.FIONA, DUSTIN, MOSES, People.OTTO, People.AUDRA)) {
            assertThatExceptionOfType(AccessDeniedException.class)
                    .isThrownBy(() -> acting.as(other, () -> close.start(period)));
        }
        start();
        assertThatExceptionOfType(Refused.class).isThrownBy(this::start);
        cancel();
    }

    @Test
    void aChunkThatRunsTwiceOrDiesHalfwayIsSimplyCalculatedAgain() {
        start();
        step();
        List<Job> chunkJobs = management.createJobQuery().executable().list();
        assertThat(chunkJobs).hasSize(CHUNKS);
        AtomicReference<Boolean> dying = new AtomicReference<>(true);
        doAnswer(call -> {
            if (dying.getAndSet(false)) {
                throw new IllegalStateException("the machine went away");
            }
            return null;
        }).when(runs).calculateChunk(any(), anyInt());
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> management.executeJob(chunkJobs.get(0).getId()));
        assertThat(management.createJobQuery().jobId(chunkJobs.get(0).getId()).count()).isEqualTo(1);
        chunkJobs.forEach(job -> management.executeJob(job.getId()));

        verify(runs, times(CHUNKS + 1)).calculateChunk(any(), anyInt());
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            verify(runs, atLeastOnce()).calculateChunk(run.get().id(), chunk);
        }
        runJobs();
        assertThat(status().step()).isEqualTo(CloseStep.TEAM_REVIEW);
        cancel();
    }

    @Test
    void aTokenMovedPastTheReviewsLocksAndPaysNothing() {
        start();
        runJobs();
        String instance = runtime.createProcessInstanceQuery().processInstanceBusinessKey(period.value())
                .processDefinitionKey("periodClose").singleResult().getId();
        runtime.createProcessInstanceModification(instance)
                .startBeforeActivity("serviceTask_lockPeriod")
                .execute();
        Job lock = management.createJobQuery().processInstanceId(instance).activityId("serviceTask_lockPeriod")
                .singleResult();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> management.executeJob(lock.getId()));
        verify(runs, never()).accept(any(), any());
        verify(payouts, never()).release(any());
        runtime.createProcessInstanceModification(instance)
                .startTransition("flow_reviewed")
                .setVariable("teamsApproved", true)
                .execute();
        assertThat(management.createJobQuery().processInstanceId(instance)
                .activityId("serviceTask_openForCorrections").count()).isEqualTo(1);
        assertThat(keysIn(People.FIONA)).isEmpty();
        runtime.deleteProcessInstance(instance, "test");
    }

    @Test
    void whoeverIsLateIsRemindedAndNothingIsDecidedForHim() {
        // A Thursday: two business days end on Monday, three on Tuesday.
        ClockUtil.setCurrentTime(Date.from(THURSDAY));
        total = Money.ofMinor(10_000_001, USD);
        checks = List.of(new Check("credits in = credits allocated", false, "10", "9", false));
        when(findings.blocking(any(), any())).thenReturn(List.of(finding("unmatched-product", "GTXPro", "1480 rows.")));
        start();
        runJobs();
        late(People.COLIN, "userTask_resolveExceptions", "event_resolvingOverdue", 4, "");
        when(findings.blocking(any(), any())).thenReturn(List.of());
        decide(People.COLIN, "userTask_resolveExceptions", Map.of("decision", "recheck", "reason", "Alias added."));
        runJobs();
        late(People.COLIN, "userTask_correct", "event_correctingOverdue", 4, "");
        checks = List.of(new Check("credits in = credits allocated", true, "10", "10", false));
        decide(People.CORA, "userTask_correct", Map.of("decision", "recalculate", "reason", "Corrected."));
        runJobs();
        decide(DUSTIN, "userTask_reviewTeam", APPROVE);
        late(MELVIN, "userTask_reviewTeam", "event_reviewOverdue", 5, MELVIN_ID.value());
        decide(MELVIN, "userTask_reviewTeam", APPROVE);
        late(People.FIONA, "userTask_preparePayout", "event_preparingOverdue", 4, "");
        decide(People.FIONA, "userTask_preparePayout", PREPARE);
        late(People.FRANK, "userTask_signPayout", "event_signingOverdue", 4, "");
        decide(People.FRANK, "userTask_signPayout", SIGN);
        runJobs();
        late(People.DIANA, "userTask_secondSignature", "event_countersigningOverdue", 4, "");
        decide(People.DIANA, "userTask_secondSignature", SIGN);
        ClockUtil.reset();
        runJobs();
        assertThat(ends("periodClose", period.value())).containsExactly("event_paid");
    }

    @Test
    void whoDecidesInTimeIsNotReminded() {
        ClockUtil.setCurrentTime(Date.from(THURSDAY));
        reviewed();
        assertThat(timer("event_reviewOverdue")).isEmpty();
        assertThat(timer("event_preparingOverdue")).isPresent();
        cancel();
        assertThat(timer("event_preparingOverdue")).isEmpty();
        assertThat(audit.entriesAbout(new CaseRef("period-close", period.value())))
                .noneMatch(entry -> entry.action().equals("task.reminded"));
    }

    /** Lets the time of a task pass, to the Monday or Tuesday after the Thursday on which it appeared, and goes back. */
    private void late(User holder, String taskKey, String timer, int days, String part) {
        Instant due = THURSDAY.plus(days, ChronoUnit.DAYS);
        TaskView before = taskOf(holder, taskKey);
        assertThat(before.due()).contains(due);
        assertThat(before.overdue()).isFalse();
        CloseStep step = status().step();

        ClockUtil.setCurrentTime(Date.from(due.plusSeconds(1)));
        Job job = timer(timer).orElseThrow();
        assertThat(job.getDuedate()).isEqualTo(Date.from(due));
        management.executeJob(job.getId());

        assertThat(taskOf(holder, taskKey).overdue()).isTrue();
        assertThat(status().step()).as("nothing is decided for him").isEqualTo(step);
        assertThat(timer(timer)).as("reminded once").isEmpty();
        List<AuditEntry> reminders = audit.entriesAbout(before.subject()).stream()
                .filter(entry -> entry.action().equals("task.reminded"))
                .filter(entry -> entry.toString().contains(taskName(taskKey))).toList();
        assertThat(reminders).as(taskKey).singleElement().asString().contains(part);
        ClockUtil.setCurrentTime(Date.from(THURSDAY));
    }

    private String taskName(String taskKey) {
        return tasks.createTaskQuery().taskDefinitionKey(taskKey).processInstanceBusinessKey(period.value()).list()
                .getFirst().getName();
    }

    private Optional<Job> timer(String activity) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(period.value()).list().stream()
                .flatMap(instance -> management.createJobQuery().processInstanceId(instance.getId())
                        .activityId(activity).timers().list().stream())
                .findFirst();
    }

    @AfterAll
    void everyPathIsTaken() {
        assertEverythingPassed("periodClose", "payoutApproval");
    }

    private void start() {
        acting.as(People.CORA, () -> close.start(period));
    }

    private void reviewed() {
        start();
        runJobs();
        decide(DUSTIN, "userTask_reviewTeam", APPROVE);
        decide(MELVIN, "userTask_reviewTeam", APPROVE);
    }

    private void again() {
        decide(People.CORA, "userTask_correct", Map.of("decision", "recalculate", "reason", "Corrected."));
        runJobs();
        decide(DUSTIN, "userTask_reviewTeam", APPROVE);
        decide(MELVIN, "userTask_reviewTeam", APPROVE);
    }

    private void finish() {
        decide(People.FRANK, "userTask_signPayout", SIGN);
        runJobs();
        assertThat(status().step()).isEqualTo(CloseStep.DONE);
    }

    private void cancel() {
        acting.as(People.COLIN, () -> close.cancel(period, "Not today."));
        runJobs();
        assertThat(status().step()).isEqualTo(CloseStep.CANCELLED);
    }

    /** One round of jobs. */
    private void step() {
        management.createJobQuery().executable().list().forEach(job -> management.executeJob(job.getId()));
    }

    private CloseStatus status() {
        return acting.as(People.CORA, () -> close.status(period));
    }

    private static CloseFinding finding(String rule, String subject, String sentence) {
        return new CloseFinding(rule, rule, Weight.BLOCKING, subject, sentence, "Mend it.", Sha256.of(sentence),
                Optional.empty());
    }

    private void refusedByFourEyes(User user, String taskKey, Map<String, String> values) {
        String task = engineTask(taskKey);
        assertThat(acting.as(user, () -> inbox.get(task)).withheld()).isPresent();
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> acting.as(user, () -> inbox.complete(task, values)))
                .matches(refused -> refused.code().equals("four-eyes"));
    }

    private Period period() {
        return new Period(period, "quarters", new DateRange(LocalDate.of(2017, 1, 1), LocalDate.of(2017, 4, 1)),
                state.get(), LocalDate.of(2017, 4, 15));
    }

    private void person(ParticipantId id, User user) {
        Participant participant = mock(Participant.class);
        when(participant.id()).thenReturn(id);
        when(participant.name()).thenReturn(user.displayName());
        when(participant.user()).thenReturn(Optional.of(user.id()));
        when(participants.find(id)).thenReturn(Optional.of(participant));
        when(participants.byUser(user.id())).thenReturn(Optional.of(participant));
    }

    private void theRuns() {
        when(runs.freeze(period, RunKind.CLOSE)).thenAnswer(call -> {
            run.set(run(RunState.FROZEN, new RunId(UUID.randomUUID()), Optional.empty()));
            return run.get();
        });
        when(runs.chunkCount(any())).thenReturn(CHUNKS);
        when(runs.reconcile(any())).thenAnswer(call -> checks);
        when(runs.checks(any())).thenAnswer(call -> checks);
        when(runs.finish(any())).thenAnswer(call -> {
            run.set(run(RunState.CALCULATED, run.get().id(), Optional.of(Sha256.of(run.get().id().toString()))));
            return run.get();
        });
        when(runs.participants(any())).thenReturn(List.of(ANNA_ID, MOSES_ID));
        when(runs.get(any())).thenAnswer(call -> run.get());
        when(runs.current(period)).thenAnswer(call -> Optional.ofNullable(run.get())
                .filter(current -> current.state() != RunState.DISCARDED));
        doAnswer(call -> {
            run.set(run(RunState.DISCARDED, run.get().id(), run.get().resultDigest()));
            return null;
        }).when(runs).discard(any());
        doAnswer(call -> {
            run.set(run(RunState.ACCEPTED, run.get().id(), run.get().resultDigest()));
            return null;
        }).when(runs).accept(any(), any());
    }

    private Run run(RunState runState, RunId id, Optional<Sha256> digest) {
        return new Run(id, period, RunKind.CLOSE, 1, runState, "system", Instant.now(), 2, 0, CHUNKS, 10, 10,
                Sha256.of("in"), digest, Map.of());
    }

    private void thePayouts() {
        when(payouts.prepare(any(), any())).thenAnswer(call -> {
            batch.set(batch(PayoutState.PREPARED, new PayoutBatchId(System.nanoTime()), Optional.empty()));
            return batch.get();
        });
        when(payouts.get(any())).thenAnswer(call -> batch.get());
        when(payouts.holdToSign(any())).thenAnswer(call -> batch.get());
        when(payouts.live(period)).thenAnswer(call -> Optional.ofNullable(batch.get())
                .filter(live -> live.state() != PayoutState.REJECTED));
        when(payouts.holdLive(period)).thenAnswer(call -> payouts.live(period));
        when(payouts.ofPeriod(period)).thenAnswer(call -> Optional.ofNullable(batch.get()).stream().toList());
        when(payouts.route(any(), anyBoolean())).thenAnswer(call -> {
            batch.set(batch(PayoutState.IN_APPROVAL, batch.get().id(), Optional.of(call.getArgument(1))));
            return batch.get();
        });
        when(payouts.sign(any())).thenAnswer(call -> {
            batch.set(batch(PayoutState.SIGNED, batch.get().id(), batch.get().secondSignature()));
            return batch.get();
        });
        when(payouts.reject(any(), any())).thenAnswer(call -> {
            batch.set(batch(PayoutState.REJECTED, batch.get().id(), batch.get().secondSignature()));
            return batch.get();
        });
    }

    private PayoutBatch batch(PayoutState payoutState, PayoutBatchId id, Optional<Boolean> second) {
        return new PayoutBatch(id, period, run.get().id(), payoutState, People.FIONA.id(), Instant.now(), 2,
                List.of(total), Sha256.of("batch " + id), second, Optional.empty(), Optional.empty());
    }
}
