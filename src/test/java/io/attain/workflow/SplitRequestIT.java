package io.attain.workflow;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.security.access.AccessDeniedException;

import io.attain.audit.Approval;
import io.attain.audit.Approvals;
import io.attain.crediting.Share;
import io.attain.crediting.SplitSet;
import io.attain.crediting.Splits;
import io.attain.fixtures.DictatedIT;
import io.attain.fixtures.PassedElements;
import io.attain.fixtures.People;
import io.attain.fixtures.Quarters;
import io.attain.fixtures.Staff;
import io.attain.fixtures.Together;
import io.attain.identity.User;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodState;
import io.attain.sales.EventKey;
import io.attain.sales.ImportReport;
import io.attain.sales.Imports;
import io.attain.shared.Refused;
import io.attain.split.ProposeShares;
import io.attain.split.SplitMessage;
import io.attain.split.SplitRequest;
import io.attain.split.SplitRequestId;
import io.attain.split.SplitRequests;
import io.attain.split.SplitState;
import io.attain.workflow.inbox.Inbox;
import io.attain.workflow.inbox.TaskView;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Shares of open deals on the real engine, the real domain and a real database, from the proposal to the split. */
class SplitRequestIT extends DictatedIT {

    private static final PassedElements PASSED = new PassedElements("splitRequest", "split-request.bpmn");

    private static final User MOSES = Staff.MOSES;
    private static final User ANNA = Staff.ANNA;
    private static final User VICKI = Staff.VICKI;
    private static final User DUSTIN = Staff.DUSTIN;
    private static final User CELIA = Staff.CELIA;

    /** Moses alone; the product is listed at 550. */
    private static final EventKey SMALL = new EventKey("crm", "SMALL001");
    /** Moses alone; the product is listed at 26,768. */
    private static final EventKey LARGE = new EventKey("crm", "LARGE001");

    private static final String CONFIRM = "userTask_confirmShares";
    private static final String DECIDE = "userTask_decideShares";
    private static final String SEE = "userTask_seeShares";

    @Autowired
    private SplitRequests requests;
    @Autowired
    private Splits splits;
    @Autowired
    private Imports imports;
    @Autowired
    private Inbox inbox;
    @Autowired
    private Approvals approvals;
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
    void aTeamWithOpenDeals() {
        Staff.TwoTeams teams = staff.twoTeams();
        moses = teams.moses();
        anna = teams.anna();
        vicki = teams.vicki();
        upload("products.csv", "product,series,sales_price\nGTX Basic,GTX,550\nGTK 500,GTK,26768\n");
        upload("accounts.csv", """
                account,sector,year_established,revenue,employees,office_location,subsidiary_of
                Cancity,retail,2001,718.62,2448,United States,
                """);
        upload("deals.csv", deal("SMALL001", "Moses Frase", "GTX Basic", "Engaging", "", "")
                + "LARGE001,Moses Frase,GTK 500,Cancity,Engaging,2016-10-25,,\n");
    }

    @AfterEach
    void rememberWhatWasPassed() {
        ClockUtil.reset();
        PASSED.collect(history, jdbc);
    }

    @AfterAll
    static void everyElementAndFlowWasPassed() {
        PASSED.assertEverything();
    }

    @Test
    void whatAllAgreedTakesEffectInTheImportThatBringsTheDealInAsWon() {
        SplitRequestId id = proposed(SMALL, share(moses, 60), share(anna, 40));
        assertThat(keysIn(ANNA)).containsExactly(CONFIRM);
        assertThat(keysIn(MOSES)).isEmpty();

        decide(ANNA, CONFIRM, Map.of("decision", "confirm"));

        assertThat(state(id)).isEqualTo(SplitState.AGREED);
        assertThat(splits.of(SMALL)).isEmpty();
        decide(DUSTIN, SEE, Map.of("decision", "seen"));
        won("SMALL001", "GTX Basic", "700");

        assertThat(state(id)).isEqualTo(SplitState.IN_FORCE);
        SplitSet split = splits.of(SMALL).orElseThrow();
        assertThat(split.shares()).containsExactly(share(moses, 60), share(anna, 40));
        assertThat(split.cause()).isEqualTo("agreed ahead in split request " + id);
        assertThat(end(id)).isEqualTo("event_inForce");
    }

    @Test
    void whoIsToldAndDoesNotLookHoldsNothingUp() {
        SplitRequestId id = agreed(SMALL);
        assertThat(keysIn(DUSTIN)).containsExactly(SEE);

        won("SMALL001", "GTX Basic", "700");

        assertThat(state(id)).isEqualTo(SplitState.IN_FORCE);
        assertThat(keysIn(DUSTIN)).isEmpty();
    }

    @Test
    void aDealAboveTheLimitIsDecidedByTheManagerOfAll() {
        SplitRequestId id = proposed(LARGE, share(moses, 50), share(vicki, 50));
        decide(VICKI, CONFIRM, Map.of("decision", "confirm"));
        assertThat(state(id)).isEqualTo(SplitState.WITH_MANAGER);
        assertThat(keysIn(DUSTIN)).isEmpty();
        assertThat(keysIn(CELIA)).isEmpty();

        decide(People.RENATA, DECIDE, Map.of("decision", "approve"));

        assertThat(state(id)).isEqualTo(SplitState.AGREED);
        assertThat(approvals.of(requests.get(id).caseRef())).extracting(Approval::decidedBy)
                .containsExactly(People.RENATA.id());
        won("LARGE001", "GTK 500", "26000");
        assertThat(state(id)).isEqualTo(SplitState.IN_FORCE);
        assertThat(splits.of(LARGE).orElseThrow().shares()).containsExactly(share(moses, 50), share(vicki, 50));
    }

    @Test
    void theManagerCanSayNo() {
        SplitRequestId id = withManager();
        decide(DUSTIN, DECIDE, Map.of("decision", "reject", "reason", "Anna was not there."));
        assertThat(state(id)).isEqualTo(SplitState.REJECTED);
        assertThat(end(id)).isEqualTo("event_sharesRejected");
        won("LARGE001", "GTK 500", "26000");
        assertThat(splits.of(LARGE)).isEmpty();
    }

    @Test
    void aDealThatTurnsOutWorthMoreThanTheLimitIsDecidedBeforeItIsShared() {
        SplitRequestId id = agreed(SMALL);

        won("SMALL001", "GTX Basic", "10000.01");

        assertThat(state(id)).isEqualTo(SplitState.WITH_MANAGER);
        assertThat(splits.of(SMALL)).isEmpty();
        decide(DUSTIN, DECIDE, Map.of("decision", "approve"));
        assertThat(state(id)).isEqualTo(SplitState.IN_FORCE);
        assertThat(splits.of(SMALL)).isPresent();
        assertThat(end(id)).isEqualTo("event_inForce");
    }

    @Test
    void aSharerWhoDeclinesEndsIt() {
        SplitRequestId id = proposed(SMALL, share(moses, 50), share(anna, 25), share(vicki, 25));
        decide(ANNA, CONFIRM, Map.of("decision", "decline", "reason", "I need half."));
        assertThat(state(id)).isEqualTo(SplitState.DECLINED);
        assertThat(keysIn(VICKI)).isEmpty();
        assertThat(end(id)).isEqualTo("event_notConfirmed");
    }

    @Test
    void aCounterProposalIsAskedOfAllOthersAnew() {
        SplitRequestId id = proposed(SMALL, share(moses, 50), share(anna, 25), share(vicki, 25));
        String stale = acting.as(VICKI, () -> inbox.tasks().getFirst().id());

        decide(ANNA, CONFIRM, Map.of("decision", "counter", "share", "40", "reason", "I wrote the offer."));

        assertThat(requests.get(id).latest().shares())
                .containsExactly(share(moses, "40"), share(vicki, "20"), share(anna, "40"));
        assertThat(keysIn(ANNA)).isEmpty();
        assertThatThrownBy(() -> acting.as(VICKI, () -> inbox.complete(stale, Map.of("decision", "confirm"))))
                .isInstanceOf(Refused.class);
        decide(VICKI, CONFIRM, Map.of("decision", "confirm"));
        assertThat(state(id)).isEqualTo(SplitState.PROPOSED);
        decide(MOSES, CONFIRM, Map.of("decision", "confirm"));
        assertThat(state(id)).isEqualTo(SplitState.AGREED);
        won("SMALL001", "GTX Basic", "700");
        assertThat(splits.of(SMALL).orElseThrow().shares())
                .containsExactly(share(moses, "40"), share(vicki, "20"), share(anna, "40"));
    }

    @Test
    void silenceIsRemindedOnceAndThenLetsItLapse() {
        SplitRequestId id = proposed(SMALL, share(moses, 60), share(anna, 40));
        passTimer("event_confirmHalfTime");
        runJobs();
        assertThat(requests.messages(id)).extracting(SplitMessage::text)
                .filteredOn(text -> text.startsWith("Reminds"))
                .containsExactly("Reminds Anna Snelling: half the time is over.");

        passTimer("event_confirmOverdue");

        assertThat(state(id)).isEqualTo(SplitState.LAPSED);
        assertThat(keysIn(ANNA)).isEmpty();
        assertThat(end(id)).isEqualTo("event_lapsed");
        won("SMALL001", "GTX Basic", "700");
        assertThat(splits.of(SMALL)).isEmpty();
    }

    @Test
    void anUndecidedOnePassesUpTheLineAndAtLastToTheFinanceDirector() {
        SplitRequestId id = withManager();
        passTimer("event_decisionHalfTime");
        passTimer("event_decisionOverdue");
        assertThat(keysIn(DUSTIN)).isEmpty();
        assertThat(keysIn(People.RENATA)).containsExactly(DECIDE);
        passTimer("event_decisionOverdue");
        assertThat(keysIn(People.RENATA)).isEmpty();
        decide(People.DIANA, DECIDE, Map.of("decision", "approve"));
        assertThat(state(id)).isEqualTo(SplitState.AGREED);
        assertThat(requests.get(id).escalations()).isEqualTo(2);
    }

    @Test
    void whoProposedTakesItBackUntilAllHaveAgreed() {
        SplitRequestId id = proposed(SMALL, share(moses, 60), share(anna, 40));
        assertThatThrownBy(() -> acting.as(ANNA, () -> requests.withdraw(id)))
                .isInstanceOf(AccessDeniedException.class);
        acting.as(MOSES, () -> requests.withdraw(id));
        assertThat(state(id)).isEqualTo(SplitState.WITHDRAWN);
        assertThat(keysIn(ANNA)).isEmpty();
        assertThat(end(id)).isEqualTo("subProcess_withdrawal");

        SplitRequestId agreed = agreed(SMALL);
        assertThatThrownBy(() -> acting.as(MOSES, () -> requests.withdraw(agreed))).isInstanceOf(Refused.class);
    }

    @Test
    void aLostDealMakesItVoidWhereverItStands() {
        SplitRequestId decided = withManager();
        SplitRequestId asked = proposed(SMALL, share(moses, 60), share(anna, 40));
        upload("lost.csv", deal("SMALL001", "Moses Frase", "GTX Basic", "Lost", "2017-03-01", "0")
                + "LARGE001,Moses Frase,GTK 500,Cancity,Lost,2016-10-25,2017-03-01,0\n");
        for (SplitRequestId id : List.of(asked, decided)) {
            assertThat(state(id)).isEqualTo(SplitState.VOID);
            assertThat(requests.get(id).because()).hasValue("The deal was lost.");
            assertThat(end(id)).isEqualTo("subProcess_overtaken");
        }
        assertThat(keysIn(ANNA)).isEmpty();
        assertThat(keysIn(DUSTIN)).isEmpty();
    }

    @Test
    void whoAgreesAfterTheDealWasWonStillSharesItWhileItsPeriodIsOpen() {
        SplitRequestId id = proposed(SMALL, share(moses, 60), share(anna, 40));
        won("SMALL001", "GTX Basic", "700");
        assertThat(state(id)).isEqualTo(SplitState.PROPOSED);
        decide(ANNA, CONFIRM, Map.of("decision", "confirm"));
        assertThat(state(id)).isEqualTo(SplitState.IN_FORCE);
        assertThat(splits.of(SMALL)).isPresent();
        assertThat(end(id)).isEqualTo("event_inForce");
    }

    @Test
    void whatIsApprovedAfterThePeriodWasLockedComesTooLate() {
        SplitRequestId id = withManager();
        won("LARGE001", "GTK 500", "26000");
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        periods.transition(Quarters.Q1, PeriodState.LOCKED);
        decide(DUSTIN, DECIDE, Map.of("decision", "approve"));
        assertThat(state(id)).isEqualTo(SplitState.VOID);
        assertThat(splits.of(LARGE)).isEmpty();
        assertThat(end(id)).isEqualTo("event_notInForce");
    }

    @Test
    void anAgreementGivesWayToWhatHappenedToTheDealSince() {
        SplitRequestId first = agreed(SMALL);
        upload("splits.csv",
                "opportunity_id,participant,percent,cause\nSMALL001,Moses Frase,90,sheet\nSMALL001,Vicki Laflamme,10,sheet\n");
        won("SMALL001", "GTX Basic", "700");
        assertThat(state(first)).isEqualTo(SplitState.VOID);
        assertThat(splits.of(SMALL).orElseThrow().shares()).containsExactly(share(moses, 90), share(vicki, 10));

        SplitRequestId second = withManager();
        decide(DUSTIN, DECIDE, Map.of("decision", "approve"));
        upload("won.csv", deal("LARGE001", "Vicki Laflamme", "GTK 500", "Won", "2017-03-01", "26000"));
        assertThat(state(second)).isEqualTo(SplitState.VOID);
        assertThat(requests.get(second).because())
                .hasValueSatisfying(why -> assertThat(why).contains("another seller"));
        assertThat(splits.of(LARGE)).isEmpty();
    }

    @Test
    void aNewerAgreementTakesThePlaceOfAnEarlierOne() {
        SplitRequestId first = agreed(SMALL);
        acting.as(ANNA,
                () -> requests.propose(new ProposeShares(SMALL, List.of(share(moses, 70), share(anna, 30)), "")));
        decide(MOSES, CONFIRM, Map.of("decision", "confirm"));
        assertThat(state(first)).isEqualTo(SplitState.VOID);
        won("SMALL001", "GTX Basic", "700");
        assertThat(splits.of(SMALL).orElseThrow().shares()).containsExactly(share(moses, 70), share(anna, 30));
    }

    @Test
    void onlyWhoWorksOnAnOpenDealProposesAndOnlyOneAtATime() {
        assertThatThrownBy(() -> acting.as(VICKI,
                () -> requests.propose(new ProposeShares(SMALL, List.of(share(moses, 50), share(vicki, 50)), ""))))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> proposed(SMALL, share(moses, 60), share(anna, 30)))
                .hasMessageContaining("total exactly 100");
        assertThatThrownBy(() -> proposed(SMALL, share(moses, 100))).hasMessageContaining("already");
        proposed(SMALL, share(moses, 60), share(anna, 40));
        assertThatThrownBy(() -> proposed(SMALL, share(moses, 50), share(anna, 50)))
                .hasMessageContaining("proposed already");
        won("LARGE001", "GTK 500", "26000");
        assertThatThrownBy(() -> proposed(LARGE, share(moses, 50), share(anna, 50))).hasMessageContaining("dispute");
    }

    @Test
    void nobodyElseSeesAnswersOrDecides() {
        SplitRequestId id = proposed(LARGE, share(moses, 60), share(anna, 40));
        SplitRequest request = requests.get(id);
        String task = task(CONFIRM);
        for (User other : List.of(MOSES, VICKI, DUSTIN, People.RENATA, People.DIANA, People.CORA, People.OTTO)) {
            assertThatThrownBy(() -> acting.as(other, () -> inbox.complete(task, Map.of("decision", "confirm"))))
                    .as(other.displayName()).isInstanceOfAny(AccessDeniedException.class, Refused.class);
        }
        for (User seer : List.of(MOSES, ANNA, DUSTIN, People.RENATA, People.AUDRA)) {
            assertThat(requests.maySee(request, seer)).as(seer.displayName()).isTrue();
            assertThat(acting.as(seer, () -> requests.visible())).as(seer.displayName()).hasSize(1);
        }
        for (User other : List.of(VICKI, CELIA, People.DIANA, People.FIONA, People.CORA, People.OTTO)) {
            assertThat(requests.maySee(request, other)).as(other.displayName()).isFalse();
            assertThat(acting.as(other, () -> requests.visible())).as(other.displayName()).isEmpty();
        }
        decide(ANNA, CONFIRM, Map.of("decision", "confirm"));
        for (User party : List.of(MOSES, ANNA, CELIA, People.DIANA)) {
            assertThatThrownBy(() -> acting.as(party, () -> requests.approve(id, "")))
                    .as(party.displayName()).isInstanceOf(AccessDeniedException.class);
        }
    }

    @Test
    void aForgedVariableMakesNoAgreement() {
        SplitRequestId id = proposed(LARGE, share(moses, 60), share(anna, 40));
        String task = task(CONFIRM);
        assertThatThrownBy(
                () -> acting.as(ANNA, () -> tasks.complete(task, Map.of("standing", "AGREED", "confirmOver", true))))
                .isInstanceOf(Exception.class);
        String instance = runtime.createProcessInstanceQuery().processInstanceBusinessKey(id.toString()).singleResult()
                .getId();
        runtime.setVariable(instance, "standing", "AGREED");
        decide(ANNA, CONFIRM, Map.of("decision", "confirm"));
        assertThat(state(id)).isEqualTo(SplitState.WITH_MANAGER);
        assertThatThrownBy(() -> jdbc.sql("update split.request set state = 'AGREED', approved_by = :by where id = :id")
                .param("by", ANNA.id().value()).param("id", id.value()).update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void theDatabaseKnowsNoAgreementThatNotAllConfirmed() {
        SplitRequestId id = proposed(SMALL, share(moses, 60), share(anna, 40));
        assertThatThrownBy(() -> jdbc.sql("update split.request set state = 'AGREED' where id = :id")
                .param("id", id.value()).update()).hasMessageContaining("not everybody has confirmed");
    }

    @Test
    void aWithdrawalAndTheLastConfirmationAtOnceLeaveOneOutcome() throws InterruptedException {
        SplitRequestId id = proposed(SMALL, share(moses, 60), share(anna, 40));
        String task = task(CONFIRM);
        Together.<SplitRequest>run(() -> acting.as(MOSES, () -> requests.withdraw(id)), () -> acting.as(ANNA, () -> {
            inbox.complete(task, Map.of("decision", "confirm"));
            return requests.get(id);
        }));
        SplitState state = state(id);
        assertThat(state).isIn(SplitState.WITHDRAWN, SplitState.AGREED);
        won("SMALL001", "GTX Basic", "700");
        assertThat(splits.of(SMALL).isPresent()).isEqualTo(state == SplitState.AGREED);
    }

    private SplitRequestId proposed(EventKey deal, Share... shares) {
        return acting.as(MOSES, () -> requests.propose(new ProposeShares(deal, List.of(shares), "We do it together.")));
    }

    private SplitRequestId agreed(EventKey deal) {
        SplitRequestId id = proposed(deal, share(moses, 60), share(anna, 40));
        decide(ANNA, CONFIRM, Map.of("decision", "confirm"));
        return id;
    }

    private SplitRequestId withManager() {
        SplitRequestId id = agreed(LARGE);
        assertThat(state(id)).isEqualTo(SplitState.WITH_MANAGER);
        return id;
    }

    private SplitState state(SplitRequestId id) {
        return requests.get(id).state();
    }

    private String end(SplitRequestId id) {
        return history.createHistoricProcessInstanceQuery().processInstanceBusinessKey(id.toString())
                .processDefinitionKey("splitRequest").singleResult().getEndActivityId();
    }

    private void won(String id, String product, String value) {
        upload("won.csv", deal(id, "Moses Frase", product, "Won", "2017-03-01", value));
    }

    private static String deal(String id, String seller, String product, String stage, String closed, String value) {
        return "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n"
                + String.join(",", id, seller, product, "Cancity", stage, "2016-10-25", closed, value) + "\n";
    }

    private void upload(String name, String content) {
        ImportReport report = acting.as(People.CORA,
                () -> imports.upload(name, new ByteArrayInputStream(content.getBytes(UTF_8)), "crm"));
        assertThat(report.rejected()).as(name).isZero();
    }

    private void decide(User user, String taskKey, Map<String, String> values) {
        acting.as(user, () -> {
            List<TaskView> found = inbox.tasks().stream().filter(task -> task.key().equals(taskKey)).toList();
            assertThat(found).as("%s in the inbox of %s", taskKey, user.displayName()).hasSize(1);
            assertThat(inbox.get(found.get(0).id()).facts()).isNotEmpty();
            inbox.complete(found.get(0).id(), values);
        });
    }

    private List<String> keysIn(User user) {
        return acting.as(user, () -> inbox.tasks().stream().map(TaskView::key).toList());
    }

    private String task(String key) {
        return tasks.createTaskQuery().taskDefinitionKey(key).list().getFirst().getId();
    }

    private void passTimer(String activity) {
        Job timer = management.createJobQuery().activityId(activity).singleResult();
        ClockUtil.setCurrentTime(Date.from(timer.getDuedate().toInstant().plusSeconds(1)));
        runJobs();
    }

    private void runJobs() {
        Stream.generate(() -> management.createJobQuery().executable().list())
                .limit(50).takeWhile(due -> !due.isEmpty())
                .forEach(due -> due.forEach(job -> management.executeJob(job.getId())));
    }

    private static Share share(ParticipantId participant, int percent) {
        return share(participant, Integer.toString(percent));
    }

    private static Share share(ParticipantId participant, String percent) {
        return new Share(participant, new BigDecimal(percent));
    }
}
