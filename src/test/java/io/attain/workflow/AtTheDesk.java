package io.attain.workflow;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

import io.attain.crediting.Share;
import io.attain.crediting.Splits;
import io.attain.dispute.ClaimKind;
import io.attain.dispute.Claims;
import io.attain.dispute.DisputeId;
import io.attain.dispute.DisputeState;
import io.attain.dispute.Disputes;
import io.attain.dispute.FileClaim;
import io.attain.dispute.FilingResult;
import io.attain.dispute.Message;
import io.attain.fixtures.DictatedIT;
import io.attain.fixtures.People;
import io.attain.fixtures.Quarters;
import io.attain.fixtures.Staff;
import io.attain.identity.User;
import io.attain.ledger.Ledger;
import io.attain.participant.ParticipantId;
import io.attain.sales.EventKey;
import io.attain.sales.ImportReport;
import io.attain.sales.Imports;
import io.attain.workflow.inbox.Inbox;
import io.attain.workflow.inbox.TaskView;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Two teams under one superior, a deal of Moses in the first quarter, and everyone at his inbox on the real engine. */
abstract class AtTheDesk extends DictatedIT {

    static final User MOSES = Staff.MOSES;
    static final User ANNA = Staff.ANNA;
    static final User VICKI = Staff.VICKI;
    static final User DUSTIN = Staff.DUSTIN;
    static final User CELIA = Staff.CELIA;

    /** Moses alone, in the first quarter. */
    static final EventKey DEAL = new EventKey("crm", "1C1I7A6R");

    static final String TRIAGE = "userTask_triageClaim";
    static final String ANSWER = "userTask_answerClaim";
    static final String DECIDE = "userTask_decideDispute";
    static final String GIVE = "userTask_giveInformation";

    static final Map<String, String> AGREE = Map.of("decision", "agree");
    static final Map<String, String> UPHOLD = Map.of("decision", "uphold", "reason", "It is so.");
    static final Map<String, String> DENY = Map.of("decision", "deny", "reason", "It is not so.");

    @Autowired
    Disputes disputes;
    @Autowired
    Claims claims;
    @Autowired
    Splits splits;
    @Autowired
    Ledger ledger;
    @Autowired
    Imports imports;
    @Autowired
    Inbox inbox;
    @Autowired
    TaskService tasks;
    @Autowired
    HistoryService history;
    @Autowired
    ManagementService management;

    ParticipantId moses;
    ParticipantId anna;
    ParticipantId vicki;

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
        deal("1C1I7A6R", "Moses Frase", "2017-03-01");
        moves(40_00);
    }

    @AfterEach
    void theBookBalances() {
        assertThat(ledger.trialBalance().balances()).isTrue();
        ClockUtil.reset();
    }

    void deal(String id, String seller, String day) {
        upload("deals.csv", """
                opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
                %s,%s,GTX Basic,Cancity,Won,2016-10-20,%s,1000
                """.formatted(id, seller, day));
    }

    /** What the claim would take from Moses and give to the claimants, in cents. */
    void moves(long cents) {
        dictated.preview(Quarters.Q1, Map.of(moses, List.of(100_00L + cents), anna, List.of(), vicki, List.of()));
        dictated.previewWith(Quarters.Q1,
                Map.of(moses, List.of(100_00L), anna, List.of(cents), vicki, List.of()));
    }

    FileClaim request(Share... shares) {
        return new FileClaim(DEAL, ClaimKind.SPLIT_REQUEST, List.of(shares), "We worked on it", Optional.empty());
    }

    DisputeId filed(User user) {
        return filed(acting.as(user, () -> disputes.file(request(share(moses, 60), share(anna, 40)))));
    }

    static DisputeId filed(FilingResult result) {
        assertThat(result).isInstanceOf(FilingResult.Filed.class);
        return ((FilingResult.Filed) result).id();
    }

    DisputeState state(DisputeId id) {
        return disputes.get(id).state();
    }

    List<String> texts(DisputeId id) {
        return disputes.messages(id).stream().map(Message::text).toList();
    }

    static Share share(ParticipantId participant, int percent) {
        return new Share(participant, BigDecimal.valueOf(percent));
    }

    void decide(User user, String taskKey, Map<String, String> values) {
        acting.as(user, () -> inbox.complete(taskOf(user, taskKey), values));
    }

    String taskOf(User user, String taskKey) {
        return acting.as(user, () -> {
            List<TaskView> found = inbox.tasks().stream().filter(task -> task.key().equals(taskKey)).toList();
            assertThat(found).as("%s in the inbox of %s", taskKey, user.displayName()).hasSize(1);
            return found.getFirst().id();
        });
    }

    List<String> keysIn(User user) {
        return acting.as(user, () -> inbox.tasks().stream().map(TaskView::key).toList());
    }

    String engineTask(String taskKey) {
        return tasks.createTaskQuery().taskDefinitionKey(taskKey).list().stream().map(Task::getId).findFirst()
                .orElseThrow();
    }

    Job job(String timer) {
        return management.createJobQuery().timers().activityId(timer).singleResult();
    }

    /** Lets the time of a timer come, and runs what follows. */
    void pass(String timer) {
        ClockUtil.setCurrentTime(Date.from(job(timer).getDuedate().toInstant().plusSeconds(1)));
        runJobs();
    }

    void runJobs() {
        for (int round = 0; round < 50; round++) {
            List<Job> due = management.createJobQuery().executable().list();
            if (due.isEmpty()) {
                return;
            }
            due.forEach(job -> management.executeJob(job.getId()));
        }
        throw new AssertionError("jobs without end");
    }

    String end(DisputeId id) {
        return history.createHistoricProcessInstanceQuery().processDefinitionKey("creditDispute")
                .processInstanceBusinessKey(id.toString()).singleResult().getEndActivityId();
    }

    void upload(String name, String content) {
        ImportReport report = acting.as(People.CORA,
                () -> imports.upload(name, new ByteArrayInputStream(content.getBytes(UTF_8)), "crm"));
        assertThat(report.problems()).as(name).isEmpty();
    }
}
