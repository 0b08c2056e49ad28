package io.attain.workflow;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

import io.attain.audit.Approval;
import io.attain.audit.Approvals;
import io.attain.audit.Verdict;
import io.attain.crediting.Share;
import io.attain.crediting.SplitSet;
import io.attain.crediting.Splits;
import io.attain.dispute.Act;
import io.attain.dispute.ClaimKind;
import io.attain.dispute.ClaimReason;
import io.attain.dispute.Deadline;
import io.attain.dispute.Dispute;
import io.attain.dispute.DisputeId;
import io.attain.dispute.DisputeState;
import io.attain.dispute.Disputes;
import io.attain.dispute.FileClaim;
import io.attain.dispute.FilingResult;
import io.attain.dispute.Message;
import io.attain.dispute.Step;
import io.attain.fixtures.DictatedIT;
import io.attain.fixtures.PassedElements;
import io.attain.fixtures.People;
import io.attain.fixtures.Quarters;
import io.attain.fixtures.Staff;
import io.attain.identity.User;
import io.attain.ledger.Held;
import io.attain.ledger.Ledger;
import io.attain.participant.ParticipantId;
import io.attain.period.BusinessTime;
import io.attain.period.Holidays;
import io.attain.period.PeriodState;
import io.attain.sales.EventKey;
import io.attain.sales.ImportReport;
import io.attain.sales.Imports;
import io.attain.shared.Refused;
import io.attain.workflow.inbox.Inbox;
import io.attain.workflow.inbox.TaskView;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

/** Disputes on the real engine, the real domain and a real database, from the filing to the closed case. */
class CreditDisputeIT extends DictatedIT {

    private static final PassedElements PASSED = new PassedElements("creditDispute", "credit-dispute.bpmn");

    private static final User MOSES = Staff.MOSES;
    private static final User ANNA = Staff.ANNA;
    private static final User VICKI = Staff.VICKI;
    private static final User DUSTIN = Staff.DUSTIN;
    private static final User CELIA = Staff.CELIA;

    /** Moses alone, in the first quarter. */
    private static final EventKey DEAL = new EventKey("crm", "1C1I7A6R");

    private static final String TRIAGE = "userTask_triageClaim";
    private static final String ANSWER = "userTask_answerClaim";
    private static final String DECIDE = "userTask_decideDispute";
    private static final String GIVE = "userTask_giveInformation";
    private static final String REVIEW = "userTask_reviewDecision";
    private static final String APPROVE = "userTask_approveDecision";

    private static final Map<String, String> AGREE = Map.of("decision", "agree");
    private static final Map<String, String> UPHOLD = Map.of("decision", "uphold", "reason", "It is so.");
    private static final Map<String, String> DENY = Map.of("decision", "deny", "reason", "It is not so.");
    private static final Map<String, String> ASK = Map.of("decision", "ask", "reason", "Who wrote the offer?");

    @Autowired
    private Disputes disputes;
    @Autowired
    private Splits splits;
    @Autowired
    private Ledger ledger;
    @Autowired
    private Imports imports;
    @Autowired
    private Inbox inbox;
    @Autowired
    private Approvals approvals;
    @Autowired
    private Holidays holidays;
    @Autowired
    private RuntimeService runtime;
    @Autowired
    private TaskService tasks;
    @Autowired
    private HistoryService history;
    @Autowired
    private ManagementService management;

    private ParticipantId moses;
    private ParticipantId anna;
    private ParticipantId vicki;

    @BeforeEach
    void aTeamWithADeal() {
        Staff.TwoTeams teams = staff.twoTeams();
        moses = teams.moses();
        anna = teams.anna();
        vicki = teams.vicki();
        upload("products.csv", "product,series,sales_price\nGTX Basic,GTX,550\n");
        upload("accounts.csv", """
                account,sector,year_established,revenue,employees,office_location,subsidiary_of
                Cancity,retail,2001,718.62,2448,United States,
                """);
        upload("deals.csv", """
                opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
                1C1I7A6R,Moses Frase,GTX Basic,Cancity,Won,2016-10-20,2017-03-01,1000
                """);
        moves(40_00);
    }

    @AfterEach
    void theBookBalancesAndWhatWasPassedIsRemembered() {
        assertThat(ledger.trialBalance().balances()).isTrue();
        ClockUtil.reset();
        PASSED.collect(history, jdbc);
    }

    @AfterAll
    static void everyElementAndFlowWasPassed() {
        PASSED.assertEverything();
    }

    @Test
    void aClearClaimReachesItsCounterpartAtOnceAndTakesEffectWhenItsManagerUpholdsIt() {
        DisputeId id = filed(ANNA);
        assertThat(keysIn(MOSES)).containsExactly(ANSWER);
        assertThat(disputes.held(id)).isEmpty();

        decide(MOSES, ANSWER, AGREE);
        assertThat(disputes.held(id)).extracting(Held::amount).containsExactly(usd("40.00"));
        String digest = disputes.get(id).digest().hex();
        decide(DUSTIN, DECIDE, UPHOLD);

        assertThat(state(id)).isEqualTo(DisputeState.UPHELD);
        assertThat(splits.of(DEAL)).map(SplitSet::shares).hasValue(List.of(share(moses, 60), share(anna, 40)));
        assertThat(disputes.held(id)).isEmpty();
        assertThat(approvals.of(disputes.get(id).caseRef())).singleElement().satisfies(approval -> {
            assertThat(approval.decidedBy()).isEqualTo(DUSTIN.id());
            assertThat(approval.submittedBy()).isEqualTo(ANNA.id());
            assertThat(approval.verdict()).isEqualTo(Verdict.APPROVED);
            assertThat(approval.subjectDigest().hex()).isEqualTo(digest);
        });
    }

    @Test
    void aDecisionThatNobodyAppealsIsClosedWhenTheTimeForItIsOver() {
        DisputeId id = withDecider();
        decide(DUSTIN, DECIDE, DENY);
        assertThat(disputes.get(id).course().closedAt()).isEmpty();
        assertThat(splits.of(DEAL)).isEmpty();

        pass("event_appealOver");

        assertThat(disputes.get(id).course().closedAt()).isPresent();
        assertThat(state(id)).isEqualTo(DisputeState.DENIED);
        assertThat(end(id)).isEqualTo("event_disputeClosed");
        assertThatThrownBy(() -> acting.as(ANNA, () -> disputes.appeal(id, "Too late"))).isInstanceOf(Refused.class)
                .hasMessageContaining("over");
    }

    @Test
    void whatBothSidesSettledStandsAgainWhereTheNewEvidenceIsNone() {
        DisputeId id = filed(ANNA);
        decide(MOSES, ANSWER, Map.of("decision", "counter", "share", "20", "reason", "A fifth."));
        acting.as(ANNA, () -> disputes.acceptCounter(id, moses));
        assertThat(state(id)).isEqualTo(DisputeState.PARTLY);
        acting.as(ANNA, () -> disputes.reopen(id, "The customer wrote to me."));

        decide(People.CORA, TRIAGE, Map.of("decision", "refuse", "reason", "We knew that."));

        assertThat(state(id)).isEqualTo(DisputeState.PARTLY);
        assertThat(disputes.get(id).isSettledByAgreement()).isTrue();
        assertThat(splits.of(DEAL)).map(SplitSet::shares).hasValue(List.of(share(moses, 80), share(anna, 20)));
    }

    @Test
    void aCounterProposalThatTheClaimantAcceptsIsDecidedWhereItMovesMuch() {
        moves(1_000_01);
        DisputeId id = filed(ANNA);
        decide(MOSES, ANSWER, Map.of("decision", "counter", "share", "20", "reason", "She only made the first call."));
        assertThatThrownBy(() -> decide(DUSTIN, DECIDE, Map.of("decision", "agreed", "reason", "Both want it.")))
                .isInstanceOf(Refused.class);
        acting.as(ANNA, () -> disputes.acceptCounter(id, moses));
        decide(DUSTIN, DECIDE, Map.of("decision", "agreed", "reason", "Both want it."));
        assertThat(state(id)).isEqualTo(DisputeState.PARTLY);
        assertThat(splits.of(DEAL)).map(SplitSet::shares).hasValue(List.of(share(moses, 80), share(anna, 20)));
    }

    @Test
    void aCounterProposalThatBothSidesWantIsSettledByThem() {
        DisputeId id = filed(ANNA);
        decide(MOSES, ANSWER, Map.of("decision", "counter", "share", "20", "reason", "She only made the first call."));
        acting.as(ANNA, () -> disputes.acceptCounter(id, moses));
        assertThat(state(id)).isEqualTo(DisputeState.PARTLY);
        assertThat(keysIn(DUSTIN)).isEmpty();
        assertThat(splits.of(DEAL)).map(SplitSet::shares).hasValue(List.of(share(moses, 80), share(anna, 20)));
    }

    @Test
    void anUnclearClaimIsLookedAtFirstAndHoldsFromThenOn() {
        DisputeId id = filed(MOSES, about(ClaimReason.WRONG_RATE));
        assertThat(state(id)).isEqualTo(DisputeState.TRIAGE);
        assertThat(keysIn(People.CORA)).containsExactly(TRIAGE);
        assertThat(keysIn(DUSTIN)).isEmpty();
        decide(People.CORA, TRIAGE, ASK);
        assertThat(state(id)).isEqualTo(DisputeState.INFORMATION_ASKED);
        decide(MOSES, GIVE, Map.of("decision", "given", "reason", "The table says ten percent."));
        assertThat(state(id)).isEqualTo(DisputeState.TRIAGE);
        assertThat(disputes.deadline(id)).map(Deadline::step).hasValue(Step.TRIAGE);
        decide(People.CORA, TRIAGE, Map.of("decision", "accept"));
        assertThat(state(id)).isEqualTo(DisputeState.WITH_MANAGER);

        decide(DUSTIN, DECIDE, UPHOLD);
        assertThat(state(id)).isEqualTo(DisputeState.COMP_REVIEW);
        decide(People.COLIN, REVIEW, Map.of("decision", "confirm"));

        assertThat(state(id)).isEqualTo(DisputeState.UPHELD);
        assertThat(splits.of(DEAL)).isEmpty();
    }

    @Test
    void aClaimWithNothingInItIsRefusedInTheFirstLook() {
        DisputeId id = filed(MOSES, about(ClaimReason.OTHER));
        decide(People.CORA, TRIAGE, Map.of("decision", "refuse", "reason", "This is a question, not a claim."));
        assertThat(state(id)).isEqualTo(DisputeState.REFUSED);
        assertThat(end(id)).isEqualTo("event_refused");
    }

    @Test
    void aClaimWhoseFirstLookIsLateGoesOnAsItIs() {
        DisputeId id = filed(MOSES, about(ClaimReason.WRONG_DATE));
        pass("event_triageHalfTime");
        assertThat(texts(id)).last().asString().isEqualTo("Reminds compensation: half the time is over.");
        pass("event_triageOverdue");
        assertThat(state(id)).isEqualTo(DisputeState.WITH_MANAGER);
        assertThat(keysIn(People.CORA)).isEmpty();
        assertThat(keysIn(DUSTIN)).containsExactly(DECIDE);
    }

    @Test
    void whatIsHeldForAnAcceptedClaimIsNotHeldTwiceByItsAnswer() {
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        DisputeId id = filed(ANNA);
        periods.transition(Quarters.Q1, PeriodState.OPEN);
        assertThat(state(id)).isEqualTo(DisputeState.TRIAGE);
        decide(People.CORA, TRIAGE, Map.of("decision", "accept"));
        assertThat(state(id)).isEqualTo(DisputeState.WITH_COUNTERPART);
        assertThat(disputes.held(id)).extracting(Held::amount).containsExactly(usd("40.00"));
        decide(MOSES, ANSWER, AGREE);
        assertThat(disputes.held(id)).extracting(Held::amount).containsExactly(usd("40.00"));
    }

    @Test
    void aClaimThatNobodyElseIsConcernedByGoesStraightToTheDeciderAndHolds() {
        DisputeId id = filed(MOSES, new FileClaim(DEAL, ClaimKind.CREDIT_CONTEST,
                List.of(share(anna, 40), share(moses, 60)), "Anna worked on it", Optional.of("3")));
        assertThat(state(id)).isEqualTo(DisputeState.WITH_MANAGER);
        assertThat(disputes.held(id)).extracting(Held::participant).containsExactly(moses);
        decide(DUSTIN, DECIDE, UPHOLD);
        assertThat(state(id)).isEqualTo(DisputeState.UPHELD);
    }

    @Test
    void withoutAnAnswerInThreeBusinessDaysItIsDecidedWithoutIt() {
        Instant before = Instant.now();
        DisputeId id = filed(ANNA);
        Instant due = job("event_answerOverdue").getDuedate().toInstant();
        assertThat(due).isCloseTo(businessTime().after(before, Duration.ofDays(3)), within(30, ChronoUnit.SECONDS));
        assertThat(taskOf(MOSES, ANSWER).due()).hasValue(due);
        pass("event_answerHalfTime");
        assertThat(texts(id)).last().asString().isEqualTo("Reminds Moses Frase: half the time is over.");

        ClockUtil.setCurrentTime(Date.from(due.minusSeconds(1)));
        runJobs();
        assertThat(state(id)).isEqualTo(DisputeState.WITH_COUNTERPART);
        pass("event_answerOverdue");

        assertThat(state(id)).isEqualTo(DisputeState.WITH_MANAGER);
        assertThat(keysIn(MOSES)).isEmpty();
    }

    @Test
    void anUndecidedDisputePassesToTheNextLevelWhoseClockStartsAnew() {
        DisputeId id = withDecider();
        String first = engineTask(DECIDE);
        pass("event_decisionHalfTime");
        assertThat(texts(id)).last().asString().isEqualTo("Reminds Dustin Brinkmann: half the time is over.");
        pass("event_decisionOverdue");

        assertThat(disputes.get(id).deciderUser()).hasValue(People.RENATA.id());
        assertThat(engineTask(DECIDE)).isNotEqualTo(first);
        assertThatThrownBy(() -> acting.as(DUSTIN, () -> inbox.complete(first, DENY)))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(keysIn(DUSTIN)).isEmpty();
        decide(People.RENATA, DECIDE, DENY);
        assertThat(state(id)).isEqualTo(DisputeState.DENIED);
    }

    @Test
    void theDecisionWaitsForInformationAndItsClockGoesOnWhereItStoodStill() {
        DisputeId id = withDecider();
        decide(DUSTIN, DECIDE, ASK);
        assertThat(keysIn(DUSTIN)).isEmpty();
        String task = engineTask(GIVE);
        for (User other : List.of(MOSES, DUSTIN, People.DIANA, People.OTTO)) {
            assertThatThrownBy(() -> acting.as(other,
                    () -> inbox.complete(task, Map.of("decision", "given", "reason", "I did."))))
                    .isInstanceOf(AccessDeniedException.class);
        }
        Instant stopped = disputes.deadline(id, Step.INFORMATION).orElseThrow().startedAt();
        Instant wasDue = disputes.deadline(id, Step.DECISION).orElseThrow().due();
        ClockUtil.setCurrentTime(Date.from(stopped.plus(Duration.ofDays(2))));
        decide(ANNA, GIVE, Map.of("decision", "given", "reason", "I did."));
        Deadline goesOn = disputes.deadline(id, Step.DECISION).orElseThrow();
        assertThat(businessTime().between(goesOn.startedAt(), goesOn.due()))
                .isEqualTo(businessTime().between(stopped, wasDue));
        decide(DUSTIN, DECIDE, ASK);
        pass("event_informationOverdue");
        assertThat(keysIn(ANNA)).isEmpty();
        decide(DUSTIN, DECIDE, DENY);
        assertThat(state(id)).isEqualTo(DisputeState.DENIED);
    }

    @Test
    void twoManagersHaveToComeToTheSame() {
        DisputeId id = filed(VICKI, request(share(moses, 60), share(vicki, 40)));
        decide(MOSES, ANSWER, AGREE);
        assertThat(keysIn(CELIA)).containsExactly(DECIDE);
        assertThat(keysIn(DUSTIN)).isEmpty();
        decide(CELIA, DECIDE, UPHOLD);
        assertThat(splits.of(DEAL)).isEmpty();
        assertThat(keysIn(DUSTIN)).containsExactly(DECIDE);
        assertThat(keysIn(CELIA)).isEmpty();
        decide(DUSTIN, DECIDE, UPHOLD);
        assertThat(state(id)).isEqualTo(DisputeState.UPHELD);
        assertThat(disputes.get(id).decidedBy()).hasValue(DUSTIN.id());
    }

    @Test
    void whenTwoManagersDifferTheirSuperiorDecides() {
        DisputeId id = filed(VICKI, request(share(moses, 60), share(vicki, 40)));
        decide(MOSES, ANSWER, AGREE);
        decide(CELIA, DECIDE, UPHOLD);
        decide(DUSTIN, DECIDE, DENY);
        assertThat(state(id)).isEqualTo(DisputeState.WITH_MANAGER);
        assertThat(keysIn(People.RENATA)).containsExactly(DECIDE);
        decide(People.RENATA, DECIDE, DENY);
        assertThat(state(id)).isEqualTo(DisputeState.DENIED);
    }

    @Test
    void whatMovesMuchIsReviewedAndApprovedByOthersThanWhoDecided() {
        moves(6_000_00);
        DisputeId id = withDecider();
        decide(DUSTIN, DECIDE, UPHOLD);
        assertThat(state(id)).isEqualTo(DisputeState.COMP_REVIEW);
        assertThat(splits.of(DEAL)).isEmpty();
        assertThat(disputes.held(id)).extracting(Held::amount).containsExactly(usd("6000.00"));
        for (User other : List.of(DUSTIN, ANNA, MOSES, People.FIONA, People.DIANA, People.AUDRA, People.OTTO)) {
            assertThat(keysIn(other)).as(other.displayName()).isEmpty();
            assertThatThrownBy(() -> acting.as(other, () -> disputes.review(id, true, "")))
                    .isInstanceOf(AccessDeniedException.class);
        }
        decide(People.CORA, REVIEW, Map.of("decision", "confirm"));
        assertThat(state(id)).isEqualTo(DisputeState.FINANCE_APPROVAL);
        for (User other : List.of(DUSTIN, ANNA, MOSES, People.CORA, People.AUDRA, People.OTTO)) {
            assertThatThrownBy(() -> acting.as(other, () -> disputes.approve(id, true, "")))
                    .isInstanceOf(AccessDeniedException.class);
        }
        decide(People.FIONA, APPROVE, Map.of("decision", "approve"));

        assertThat(state(id)).isEqualTo(DisputeState.UPHELD);
        assertThat(disputes.get(id).decidedBy()).hasValue(DUSTIN.id());
        assertThat(approvals.of(disputes.get(id).caseRef())).extracting(Approval::decidedBy)
                .containsExactly(DUSTIN.id(), People.CORA.id(), People.FIONA.id());
        assertThat(disputes.acts(id)).extracting(Act::kind)
                .containsExactly(Act.Kind.RULING, Act.Kind.REVIEW, Act.Kind.APPROVAL);
    }

    @Test
    void aReviewOrFinanceMayAskToDecideAgain() {
        moves(6_000_00);
        DisputeId id = withDecider();
        decide(DUSTIN, DECIDE, UPHOLD);
        decide(People.CORA, REVIEW, Map.of("decision", "return", "reason", "She joined in April."));
        assertThat(state(id)).isEqualTo(DisputeState.WITH_MANAGER);
        decide(DUSTIN, DECIDE, UPHOLD);
        decide(People.COLIN, REVIEW, Map.of("decision", "confirm"));
        decide(People.FIONA, APPROVE, Map.of("decision", "return", "reason", "Too much."));
        assertThat(state(id)).isEqualTo(DisputeState.WITH_MANAGER);
        decide(DUSTIN, DECIDE, DENY);
        assertThat(state(id)).isEqualTo(DisputeState.DENIED);
        assertThat(disputes.held(id)).isEmpty();
    }

    @Test
    void aLateReviewIsLeftToFinanceAndALateApprovalToItsDirector() {
        moves(3_000_00);
        DisputeId id = withDecider();
        decide(DUSTIN, DECIDE, UPHOLD);
        pass("event_reviewHalfTime");
        assertThat(texts(id)).last().asString().isEqualTo("Reminds compensation: half the time is over.");
        pass("event_reviewOverdue");
        assertThat(state(id)).isEqualTo(DisputeState.FINANCE_APPROVAL);
        assertThat(keysIn(People.FIONA)).containsExactly(APPROVE);
        pass("event_approvalHalfTime");
        assertThat(texts(id)).last().asString().isEqualTo("Reminds finance: half the time is over.");
        pass("event_approvalOverdue");
        assertThat(keysIn(People.FIONA)).isEmpty();
        decide(People.DIANA, APPROVE, Map.of("decision", "approve"));
        assertThat(state(id)).isEqualTo(DisputeState.UPHELD);
    }

    @Test
    void whereReviewIsEnoughFinanceIsNotAsked() {
        moves(3_000_00);
        DisputeId id = withDecider();
        decide(DUSTIN, DECIDE, UPHOLD);
        decide(People.CORA, REVIEW, Map.of("decision", "confirm"));
        assertThat(state(id)).isEqualTo(DisputeState.UPHELD);
    }

    @Test
    void aDecisionDuringTheCloseTakesEffectRightAfterIt() {
        DisputeId id = withDecider();
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        decide(DUSTIN, DECIDE, UPHOLD);
        assertThat(state(id)).isEqualTo(DisputeState.PERIOD_CLOSING);
        assertThat(splits.of(DEAL)).isEmpty();
        pass("event_closeAwaited");
        assertThat(state(id)).isEqualTo(DisputeState.PERIOD_CLOSING);

        periods.transition(Quarters.Q1, PeriodState.LOCKED);
        pass("event_closeAwaited");

        assertThat(state(id)).isEqualTo(DisputeState.UPHELD);
        assertThat(splits.of(DEAL)).map(SplitSet::cause).hasValue("dispute " + id);
        assertThat(disputes.held(id)).isEmpty();
    }

    @Test
    void aDisputeAboutALockedPeriodIsApprovedByFinanceAndChangesTheSplitForTheNextClose() {
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        periods.transition(Quarters.Q1, PeriodState.LOCKED);
        dictated.preview(Quarters.Q2, Map.of(moses, List.of(10_00L)));
        DisputeId id = filed(ANNA);
        assertThat(state(id)).isEqualTo(DisputeState.TRIAGE);
        decide(People.CORA, TRIAGE, Map.of("decision", "accept"));
        decide(MOSES, ANSWER, AGREE);
        decide(DUSTIN, DECIDE, UPHOLD);
        assertThat(state(id)).isEqualTo(DisputeState.FINANCE_APPROVAL);
        decide(People.FIONA, APPROVE, Map.of("decision", "approve"));

        assertThat(state(id)).isEqualTo(DisputeState.UPHELD);
        assertThat(splits.of(DEAL)).map(SplitSet::cause).hasValue("dispute " + id);
        assertThat(texts(id)).anyMatch(text -> text.contains("prior-period adjustment"));
    }

    @Test
    void whatIsReviewedOrApprovedDuringTheCloseWaitsForItToo() {
        moves(3_000_00);
        DisputeId reviewed = withDecider();
        decide(DUSTIN, DECIDE, UPHOLD);
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        decide(People.CORA, REVIEW, Map.of("decision", "confirm"));
        assertThat(state(reviewed)).isEqualTo(DisputeState.PERIOD_CLOSING);
        periods.transition(Quarters.Q1, PeriodState.OPEN);
        pass("event_closeAwaited");
        assertThat(state(reviewed)).isEqualTo(DisputeState.UPHELD);

        moves(6_000_00);
        DisputeId approved = filed(ANNA, request(share(moses, 50), share(anna, 50)));
        decide(MOSES, ANSWER, AGREE);
        decide(DUSTIN, DECIDE, UPHOLD);
        decide(People.CORA, REVIEW, Map.of("decision", "confirm"));
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        decide(People.FIONA, APPROVE, Map.of("decision", "approve"));
        assertThat(state(approved)).isEqualTo(DisputeState.PERIOD_CLOSING);
        acting.as(ANNA, () -> disputes.withdraw(approved));
        assertThat(end(approved)).isEqualTo("subProcess_withdrawal");
        assertThat(splits.history(DEAL)).hasSize(1);
    }

    @Test
    void aPartyAppealsOnceToSomeoneWhoHasNotDealtWithIt() {
        DisputeId id = withDecider();
        decide(DUSTIN, DECIDE, DENY);
        for (User other : List.of(DUSTIN, VICKI, People.CORA, People.AUDRA, People.OTTO)) {
            assertThatThrownBy(() -> acting.as(other, () -> disputes.appeal(id, "Please")))
                    .as(other.displayName()).isInstanceOf(AccessDeniedException.class);
        }
        acting.as(ANNA, () -> disputes.appeal(id, "Dustin overlooked the offer."));
        assertThat(state(id)).isEqualTo(DisputeState.WITH_MANAGER);
        assertThat(keysIn(DUSTIN)).isEmpty();
        assertThat(keysIn(People.RENATA)).containsExactly(DECIDE);
        assertThat(disputes.held(id)).extracting(Held::amount).containsExactly(usd("40.00"));

        decide(People.RENATA, DECIDE, UPHOLD);

        assertThat(state(id)).isEqualTo(DisputeState.UPHELD);
        assertThat(splits.of(DEAL)).isPresent();
        assertThatThrownBy(() -> acting.as(MOSES, () -> disputes.appeal(id, "And I?"))).isInstanceOf(Refused.class)
                .hasMessageContaining("final");
    }

    @Test
    void newEvidenceReopensOnceAndIsLookedAtFirst() {
        DisputeId id = withDecider();
        decide(DUSTIN, DECIDE, DENY);
        assertThatThrownBy(() -> acting.as(MOSES, () -> disputes.reopen(id, "Me too")))
                .isInstanceOf(AccessDeniedException.class);
        acting.as(ANNA, () -> disputes.reopen(id, "Here is the mail."));
        assertThat(state(id)).isEqualTo(DisputeState.TRIAGE);
        decide(People.CORA, TRIAGE, Map.of("decision", "accept"));
        assertThat(state(id)).isEqualTo(DisputeState.WITH_MANAGER);
        decide(DUSTIN, DECIDE, UPHOLD);
        assertThat(state(id)).isEqualTo(DisputeState.UPHELD);
        assertThatThrownBy(() -> acting.as(ANNA, () -> disputes.reopen(id, "More"))).isInstanceOf(Refused.class);
    }

    @Test
    void whereTheEvidenceIsNotNewTheDecisionStands() {
        DisputeId id = withDecider();
        decide(DUSTIN, DECIDE, DENY);
        acting.as(ANNA, () -> disputes.reopen(id, "I am really sure."));
        decide(People.CORA, TRIAGE, Map.of("decision", "refuse", "reason", "This was known."));
        assertThat(state(id)).isEqualTo(DisputeState.DENIED);
        assertThat(disputes.get(id).decidedBy()).hasValue(DUSTIN.id());
        assertThat(end(id)).isEqualTo("event_staysDecided");
    }

    @Test
    void anotherClaimToTheDealJoinsTheCaseAndOneDecisionDividesItOnce() {
        DisputeId id = withDecider();
        FilingResult another = acting.as(VICKI, () -> disputes.file(request(share(moses, 50), share(vicki, 50))));
        assertThat(another).isEqualTo(new FilingResult.Joined(id));
        Dispute joined = disputes.get(id);
        assertThat(joined.joined()).extracting(claim -> claim.ordinal(), claim -> claim.claimant())
                .containsExactly(tuple(2, vicki));
        assertThat(acting.as(VICKI, () -> disputes.maySee(id))).isTrue();
        assertThatThrownBy(() -> acting.as(ANNA, () -> disputes.withdraw(id))).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> decide(DUSTIN, DECIDE,
                Map.of("decision", "other", "claim", "3", "reason", "The third."))).isInstanceOf(Refused.class);

        Map<String, String> second = Map.of("decision", "other", "claim", "2", "reason", "It was Vicki.");
        decide(DUSTIN, DECIDE, second);
        decide(CELIA, DECIDE, second);

        assertThat(splits.of(DEAL)).map(SplitSet::shares).hasValue(List.of(share(moses, 50), share(vicki, 50)));
    }

    @Test
    void aSecondProcessAboutTheSameDisputeIsRefused() {
        DisputeId id = filed(ANNA);
        assertThatThrownBy(() -> acting.as(ANNA, () -> runtime.startProcessInstanceByKey("creditDispute",
                id.toString()))).isInstanceOf(Exception.class);
        assertThat(runtime.createProcessInstanceQuery().processDefinitionKey("creditDispute").count()).isEqualTo(1);
    }

    @Test
    void aClaimIsWithdrawnWhileTheManagerThinks() {
        DisputeId id = withDecider();
        acting.as(ANNA, () -> disputes.withdraw(id));
        assertThat(keysIn(DUSTIN)).isEmpty();
        assertThat(disputes.held(id)).isEmpty();
        assertThat(end(id)).isEqualTo("subProcess_withdrawal");
    }

    @Test
    void nobodyButTheCounterpartAnswersAndOnlyTheManagerAboveBothDecides() {
        filed(ANNA);
        String answer = engineTask(ANSWER);
        for (User other : List.of(ANNA, VICKI, DUSTIN, CELIA, People.FIONA, People.CORA, People.OTTO, People.AUDRA)) {
            assertThat(keysIn(other)).as(other.displayName()).isEmpty();
            assertThatThrownBy(() -> acting.as(other, () -> inbox.complete(answer, AGREE)))
                    .as(other.displayName()).isInstanceOf(AccessDeniedException.class);
        }
        decide(MOSES, ANSWER, AGREE);
        String decision = engineTask(DECIDE);
        for (User other : List.of(MOSES, ANNA, CELIA, People.RENATA, People.DIANA, People.CORA, People.OTTO)) {
            assertThat(keysIn(other)).as(other.displayName()).isEmpty();
            assertThatThrownBy(() -> acting.as(other, () -> inbox.complete(decision, UPHOLD)))
                    .as(other.displayName()).isInstanceOf(AccessDeniedException.class);
        }
    }

    /** What the claim would take from Moses and give to the claimants, in cents. */
    private void moves(long cents) {
        dictated.preview(Quarters.Q1, Map.of(moses, List.of(100_00L + cents), anna, List.of(), vicki, List.of()));
        dictated.previewWith(Quarters.Q1,
                Map.of(moses, List.of(100_00L), anna, List.of(cents), vicki, List.of()));
    }

    private FileClaim request(Share... shares) {
        return new FileClaim(DEAL, ClaimKind.SPLIT_REQUEST, List.of(shares), "We worked on it", Optional.empty());
    }

    private FileClaim about(ClaimReason reason) {
        return new FileClaim(DEAL, ClaimKind.CREDIT_CONTEST, List.of(), "See the plan", Optional.of("1"), reason,
                Optional.of(usd("50.00")));
    }

    private DisputeId filed(User user) {
        return filed(user, request(share(moses, 60), share(anna, 40)));
    }

    private DisputeId filed(User user, FileClaim claim) {
        FilingResult result = acting.as(user, () -> disputes.file(claim));
        assertThat(result).isInstanceOf(FilingResult.Filed.class);
        return ((FilingResult.Filed) result).id();
    }

    private DisputeId withDecider() {
        DisputeId id = filed(ANNA);
        decide(MOSES, ANSWER, AGREE);
        return id;
    }

    private DisputeState state(DisputeId id) {
        return disputes.get(id).state();
    }

    private List<String> texts(DisputeId id) {
        return disputes.messages(id).stream().map(Message::text).toList();
    }

    private BusinessTime businessTime() {
        return holidays.businessTime();
    }

    private static Share share(ParticipantId participant, int percent) {
        return new Share(participant, BigDecimal.valueOf(percent));
    }

    private void decide(User user, String taskKey, Map<String, String> values) {
        acting.as(user, () -> inbox.complete(taskOf(user, taskKey).id(), values));
    }

    private TaskView taskOf(User user, String taskKey) {
        return acting.as(user, () -> {
            List<TaskView> found = inbox.tasks().stream().filter(task -> task.key().equals(taskKey)).toList();
            assertThat(found).as("%s in the inbox of %s", taskKey, user.displayName()).hasSize(1);
            return inbox.get(found.getFirst().id());
        });
    }

    private List<String> keysIn(User user) {
        return acting.as(user, () -> inbox.tasks().stream().map(TaskView::key).toList());
    }

    private String engineTask(String taskKey) {
        return tasks.createTaskQuery().taskDefinitionKey(taskKey).list().stream().map(Task::getId).findFirst()
                .orElseThrow();
    }

    private Job job(String timer) {
        return management.createJobQuery().timers().activityId(timer).singleResult();
    }

    /** Lets the time of a timer come, and runs what follows. */
    private void pass(String timer) {
        ClockUtil.setCurrentTime(Date.from(job(timer).getDuedate().toInstant().plusSeconds(1)));
        runJobs();
    }

    private void runJobs() {
        for (int round = 0; round < 50; round++) {
            List<Job> due = management.createJobQuery().executable().list();
            if (due.isEmpty()) {
                return;
            }
            due.forEach(job -> management.executeJob(job.getId()));
        }
        throw new AssertionError("jobs without end");
    }

    private String end(DisputeId id) {
        return history.createHistoricProcessInstanceQuery().processDefinitionKey("creditDispute")
                .processInstanceBusinessKey(id.toString()).singleResult().getEndActivityId();
    }

    private void upload(String name, String content) {
        ImportReport report = acting.as(People.CORA,
                () -> imports.upload(name, new ByteArrayInputStream(content.getBytes(UTF_8)), "crm"));
        assertThat(report.problems()).as(name).isEmpty();
    }
}
