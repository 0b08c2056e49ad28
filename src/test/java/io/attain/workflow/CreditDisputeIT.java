package io.attain.workflow;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;

import io.attain.audit.Approvals;
import io.attain.audit.Verdict;
import io.attain.crediting.Share;
import io.attain.dispute.Answer;
import io.attain.dispute.ClaimKind;
import io.attain.dispute.Deadline;
import io.attain.dispute.Decision;
import io.attain.dispute.Dispute;
import io.attain.dispute.DisputeId;
import io.attain.dispute.DisputeState;
import io.attain.dispute.DisputeWorkflow;
import io.attain.dispute.Party;
import io.attain.dispute.Step;
import io.attain.fixtures.People;
import io.attain.identity.User;
import io.attain.participant.ParticipantId;
import io.attain.period.BusinessTime;
import io.attain.period.Holidays;
import io.attain.period.PeriodId;
import io.attain.sales.EventKey;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

class CreditDisputeIT extends ProcessIT {

    private static final User MOSES = People.rep("Moses Frase");
    private static final User ANNA = People.rep("Anna Snelling");
    private static final User DUSTIN = People.manager("Dustin Brinkmann");
    private static final User MELVIN = People.manager("Melvin Marxen");
    private static final ParticipantId MOSES_ID = new ParticipantId("moses-frase");
    private static final ParticipantId ANNA_ID = new ParticipantId("anna-snelling");

    @Autowired
    DisputeWorkflow workflow;
    @Autowired
    Approvals approvals;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    Holidays holidays;

    private static long next = 40;

    @Test
    void anAgreedClaimIsStillDecidedByTheManagerAndTakesEffect() {
        Dispute dispute = filed();

        decide(ANNA, "userTask_answerClaim", Map.of("decision", "agree"));
        verify(disputes).answer(dispute.id(), new Answer.Agree(), "");
        decide(DUSTIN, "userTask_decideDispute", Map.of("decision", "uphold", "reason", "Both agree."));

        verify(disputes).decide(dispute.id(), new Decision.Uphold(), "Both agree.");
        assertThat(ends("creditDispute", dispute.id().toString())).containsExactly("event_splitChanged");
        assertThat(approvals.of(dispute.caseRef())).singleElement().satisfies(approval -> {
            assertThat(approval.decidedBy()).isEqualTo(DUSTIN.id());
            assertThat(approval.submittedBy()).isEqualTo(MOSES.id());
            assertThat(approval.verdict()).isEqualTo(Verdict.APPROVED);
            assertThat(approval.subjectDigest()).isEqualTo(dispute.digest());
        });
    }

    @Test
    void aCounterProposalGoesToTheManagerWhoMayUpholdInPart() {
        Dispute dispute = filed();

        decide(ANNA, "userTask_answerClaim",
                Map.of("decision", "counter", "share", "20", "reason", "Moses only made the first call."));
        verify(disputes).answer(dispute.id(), new Answer.Counter(shares("80", "20")),
                "Moses only made the first call.");
        decide(DUSTIN, "userTask_decideDispute", Map.of("decision", "partly", "share", "25", "reason", "The middle."));

        verify(disputes).decide(dispute.id(), new Decision.Partly(shares("75", "25")), "The middle.");
        assertThat(ends("creditDispute", dispute.id().toString())).containsExactly("event_splitChanged");
    }

    @Test
    void aContestedClaimCanBeDenied() {
        Dispute dispute = filed();

        decide(ANNA, "userTask_answerClaim", Map.of("decision", "contest", "reason", "It was my deal."));
        decide(DUSTIN, "userTask_decideDispute", Map.of("decision", "deny", "reason", "It was Anna's deal."));

        assertThat(ends("creditDispute", dispute.id().toString())).containsExactly("event_denied");
        assertThat(approvals.of(dispute.caseRef())).singleElement()
                .satisfies(approval -> assertThat(approval.verdict()).isEqualTo(Verdict.REJECTED));
    }

    @Test
    void withoutAnAnswerInThreeBusinessDaysTheManagerDecidesWithoutIt() {
        Instant filed = Instant.now();
        Dispute dispute = filed();
        runJobs();
        assertThat(keysIn(ANNA)).containsExactly("userTask_answerClaim");
        Instant due = dueOf(dispute, "event_answerOverdue");
        assertThat(due).isCloseTo(businessTime().after(filed, Duration.ofDays(3)), within(30, ChronoUnit.SECONDS));
        assertThat(taskOf(ANNA, "userTask_answerClaim").due()).hasValue(due);

        ClockUtil.setCurrentTime(Date.from(due.minusSeconds(1)));
        runJobs();
        verify(disputes, never()).noAnswer(dispute.id());
        ClockUtil.setCurrentTime(Date.from(due.plusSeconds(1)));
        runJobs();

        verify(disputes).noAnswer(dispute.id());
        assertThat(keysIn(ANNA)).isEmpty();
        decide(DUSTIN, "userTask_decideDispute", Map.of("decision", "uphold", "reason", "No answer came."));
        assertThat(ends("creditDispute", dispute.id().toString())).containsExactly("event_splitChanged");
    }

    @Test
    void everybodyIsRemindedAtHalfTimeOnce() {
        Dispute dispute = filed();
        ClockUtil.setCurrentTime(Date.from(dueOf(dispute, "event_answerHalfTime").plusSeconds(1)));
        runJobs();
        runJobs();
        verify(disputes).remind(dispute.id(), Step.ANSWER);
        assertThat(keysIn(ANNA)).containsExactly("userTask_answerClaim");

        decide(ANNA, "userTask_answerClaim", Map.of("decision", "agree"));
        ClockUtil.setCurrentTime(Date.from(dueOf(dispute, "event_decisionHalfTime").plusSeconds(1)));
        runJobs();
        verify(disputes).remind(dispute.id(), Step.DECISION);
        decide(DUSTIN, "userTask_decideDispute", Map.of("decision", "deny", "reason", "No."));
    }

    @Test
    void anUndecidedDisputePassesToTheNextLevelWhoseClockStartsAnew() {
        Dispute dispute = filed();
        decide(ANNA, "userTask_answerClaim", Map.of("decision", "agree"));
        String first = engineTask("userTask_decideDispute");

        ClockUtil.setCurrentTime(Date.from(dueOf(dispute, "event_decisionOverdue").plusSeconds(1)));
        runJobs();

        verify(disputes).escalate(dispute.id());
        assertThat(engineTask("userTask_decideDispute")).isNotEqualTo(first);
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> acting.as(DUSTIN,
                () -> inbox.complete(first, Map.of("decision", "deny", "reason", "Late."))));
        verify(disputes, times(2)).clockStarted(eq(dispute.id()), argThat(clock -> clock.step() == Step.DECISION));
        withdraw(dispute);
    }

    @Test
    void theDecisionWaitsForInformationAndItsClockGoesOnWhereItStoodStill() {
        Dispute dispute = filed();
        decide(ANNA, "userTask_answerClaim", Map.of("decision", "agree"));
        decide(DUSTIN, "userTask_decideDispute", Map.of("decision", "ask", "reason", "Who wrote the offer?"));
        verify(disputes).askInformation(dispute.id(), "Who wrote the offer?");
        assertThat(keysIn(DUSTIN)).isEmpty();
        for (User other : List.of(ANNA, DUSTIN, People.DIANA, People.OTTO)) {
            String task = engineTask("userTask_giveInformation");
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> acting.as(other,
                    () -> inbox.complete(task, Map.of("decision", "given", "reason", "I did."))));
        }
        Instant stopped = Instant.now().minus(Duration.ofDays(30));
        Instant due = businessTime().after(stopped, Duration.ofHours(7));
        when(disputes.deadline(dispute.id(), Step.DECISION))
                .thenReturn(Optional.of(new Deadline(Step.DECISION, stopped, stopped, due)));
        when(disputes.deadline(dispute.id(), Step.INFORMATION))
                .thenReturn(Optional.of(new Deadline(Step.INFORMATION, stopped, stopped, due)));

        decide(MOSES, "userTask_giveInformation", Map.of("decision", "given", "reason", "I did."));

        verify(disputes).giveInformation(dispute.id(), "I did.");
        assertThat(dueOf(dispute, "event_decisionOverdue"))
                .isCloseTo(businessTime().after(Instant.now(), Duration.ofHours(7)), within(30, ChronoUnit.SECONDS));
        decide(DUSTIN, "userTask_decideDispute", Map.of("decision", "deny", "reason", "It was Anna."));
        assertThat(ends("creditDispute", dispute.id().toString())).containsExactly("event_denied");
    }

    @Test
    void aClaimantWhoGivesNoInformationDoesNotStopTheDecision() {
        Dispute dispute = filed();
        decide(ANNA, "userTask_answerClaim", Map.of("decision", "agree"));
        decide(DUSTIN, "userTask_decideDispute", Map.of("decision", "ask", "reason", "Who wrote the offer?"));

        ClockUtil.setCurrentTime(Date.from(dueOf(dispute, "event_informationOverdue").plusSeconds(1)));
        runJobs();

        verify(disputes).noInformation(dispute.id());
        assertThat(keysIn(MOSES)).isEmpty();
        decide(DUSTIN, "userTask_decideDispute", Map.of("decision", "deny", "reason", "Nothing came."));
    }

    @Test
    void anAcceptedCounterProposalIsPutInForceAsAgreedAndOnlyThen() {
        Dispute dispute = filed();
        decide(ANNA, "userTask_answerClaim", Map.of("decision", "agree"));
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> decide(DUSTIN, "userTask_decideDispute",
                        Map.of("decision", "agreed", "reason", "Both want it.")));
        Dispute accepted = new Dispute(dispute.id(), dispute.deal(), dispute.kind(), DisputeState.WITH_MANAGER,
                dispute.period(), dispute.claimant(), dispute.claimantName(), dispute.filedBy(), dispute.filedAt(),
                dispute.reason(), dispute.line(), dispute.before(), dispute.proposed(),
                List.of(new Party(ANNA_ID, "Anna Snelling", Optional.of(ANNA.id()),
                        Optional.of(new Answer.Counter(shares("80", "20"))), Optional.empty(),
                        Optional.of(Instant.now()))),
                dispute.asOf(), dispute.decider(), dispute.deciderUser(), 0, Optional.of(ANNA_ID), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());
        when(disputes.get(dispute.id())).thenReturn(accepted);
        when(disputes.mayDecide(accepted, DUSTIN)).thenReturn(true);

        decide(DUSTIN, "userTask_decideDispute", Map.of("decision", "agreed", "reason", "Both want it."));

        verify(disputes).decide(dispute.id(), new Decision.Partly(shares("80", "20")), "Both want it.");
        assertThat(ends("creditDispute", dispute.id().toString())).containsExactly("event_splitChanged");
    }

    @Test
    void aClaimIsWithdrawnWhileTheCounterpartIsAsked() {
        Dispute dispute = filed();

        transaction.executeWithoutResult(status -> acting.as(MOSES, () -> workflow.withdrawn(dispute.id())));

        assertThat(ends("creditDispute", dispute.id().toString())).containsExactly("subProcess_withdrawal");
        assertThat(keysIn(ANNA)).isEmpty();
    }

    @Test
    void aClaimIsWithdrawnWhileTheManagerThinks() {
        Dispute dispute = filed();
        decide(ANNA, "userTask_answerClaim", Map.of("decision", "contest", "reason", "It was my deal."));

        transaction.executeWithoutResult(status -> acting.as(MOSES, () -> workflow.withdrawn(dispute.id())));

        assertThat(keysIn(DUSTIN)).isEmpty();
        assertThat(ends("creditDispute", dispute.id().toString())).containsExactly("subProcess_withdrawal");
    }

    @Test
    void aSecondProcessAboutTheSameDisputeIsRefused() {
        Dispute dispute = filed();

        assertThatExceptionOfType(Exception.class).isThrownBy(() -> transaction.executeWithoutResult(
                status -> acting.as(MOSES, () -> workflow.opened(dispute.id()))))
                .matches(problem -> causes(problem).anyMatch(Refused.class::isInstance));
        withdraw(dispute);
    }

    @Test
    void nobodyButTheCounterpartSeesOrAnswersTheClaim() {
        Dispute dispute = filed();
        String task = engineTask("userTask_answerClaim");

        for (User other : List.of(MOSES, DUSTIN, MELVIN, People.FIONA, People.OTTO, People.AUDRA)) {
            assertThat(keysIn(other)).as(other.displayName()).isEmpty();
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(
                    () -> acting.as(other, () -> inbox.complete(task, Map.of("decision", "agree"))));
        }
        verify(disputes, never()).answer(eq(dispute.id()), any(), any());
        withdraw(dispute);
    }

    @Test
    void onlyTheManagerAboveBothDecides() {
        Dispute dispute = filed();
        decide(ANNA, "userTask_answerClaim", Map.of("decision", "agree"));
        String task = engineTask("userTask_decideDispute");

        for (User other : List.of(MOSES, ANNA, MELVIN, People.DIANA, People.OTTO)) {
            assertThat(keysIn(other)).as(other.displayName()).isEmpty();
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> acting.as(other,
                    () -> inbox.complete(task, Map.of("decision", "uphold", "reason", "Because."))));
        }
        withdraw(dispute);
    }

    @AfterAll
    void everyPathIsTaken() {
        assertEverythingPassed("creditDispute");
    }

    private BusinessTime businessTime() {
        return holidays.businessTime();
    }

    /** When the dispute's timer of that name goes off. */
    private Instant dueOf(Dispute dispute, String timer) {
        return management.createJobQuery().timers().activityId(timer).list().stream()
                .filter(job -> runtime.createProcessInstanceQuery().processInstanceId(job.getProcessInstanceId())
                        .singleResult().getBusinessKey().equals(dispute.id().toString()))
                .map(job -> job.getDuedate().toInstant())
                .findFirst()
                .orElseThrow();
    }

    private void withdraw(Dispute dispute) {
        transaction.executeWithoutResult(status -> acting.as(MOSES, () -> workflow.withdrawn(dispute.id())));
    }

    private Dispute filed() {
        Dispute dispute = new Dispute(new DisputeId(next++), new EventKey("crm", "1C1I7A6R"), ClaimKind.SPLIT_REQUEST,
                DisputeState.WITH_COUNTERPART, new PeriodId("2017-Q2"), MOSES_ID, "Moses Frase", MOSES.id(),
                Instant.now(), "I found the customer.", Optional.empty(), List.of(new Share(ANNA_ID,
                        new BigDecimal(100))),
                shares("60", "40"), List.of(new Party(ANNA_ID, "Anna Snelling", Optional.of(ANNA.id()),
                        Optional.empty(), Optional.empty(), Optional.empty())),
                LocalDate.of(2017, 6, 30), Optional.of(new ParticipantId("dustin-brinkmann")),
                Optional.of(DUSTIN.id()), 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty());
        when(disputes.get(dispute.id())).thenReturn(dispute);
        when(disputes.mayDecide(dispute, DUSTIN)).thenReturn(true);
        transaction.executeWithoutResult(status -> acting.as(MOSES, () -> workflow.opened(dispute.id())));
        return dispute;
    }

    private static List<Share> shares(String anna, String moses) {
        return List.of(new Share(ANNA_ID, new BigDecimal(anna)), new Share(MOSES_ID, new BigDecimal(moses)));
    }
}
