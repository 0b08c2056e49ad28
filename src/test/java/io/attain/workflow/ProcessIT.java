package io.attain.workflow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import io.attain.bank.BankDetails;
import io.attain.calculation.Runs;
import io.attain.crediting.RuleSets;
import io.attain.dispute.Disputes;
import io.attain.evidence.EvidencePacks;
import io.attain.fixtures.PostgresIT;
import io.attain.identity.User;
import io.attain.ledger.Adjustments;
import io.attain.participant.Participants;
import io.attain.participant.QuotaProposals;
import io.attain.participant.ReportingLines;
import io.attain.payout.PayoutBatches;
import io.attain.period.Periods;
import io.attain.plan.Acceptances;
import io.attain.plan.Assignments;
import io.attain.plan.Plans;
import io.attain.readiness.CloseFindings;
import io.attain.reopening.Reopenings;
import io.attain.statement.Statements;
import io.attain.workflow.inbox.Inbox;
import io.attain.workflow.inbox.TaskView;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base of tests that take the processes down their paths: real engine, real PostgreSQL, guards, forms and delegates;
 * the domain's façades answer as each test says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProcessIT extends PostgresIT {

    @MockitoBean
    protected Plans plans;
    @MockitoBean
    protected Assignments assignments;
    @MockitoBean
    protected Acceptances acceptances;
    @MockitoBean
    protected Participants participants;
    @MockitoBean
    protected ReportingLines lines;
    @MockitoBean
    protected Periods periods;
    @MockitoBean
    protected Runs runs;
    @MockitoBean
    protected Statements statements;
    @MockitoBean
    protected PayoutBatches payouts;
    @MockitoBean
    protected CloseFindings findings;
    @MockitoBean
    protected EvidencePacks evidence;
    @MockitoBean
    protected Disputes disputes;
    @MockitoBean
    protected Adjustments adjustments;
    @MockitoBean
    protected RuleSets ruleSets;
    @MockitoBean
    protected QuotaProposals quotaProposals;
    @MockitoBean
    protected BankDetails bankDetails;
    @MockitoBean
    protected Reopenings reopenings;

    @Autowired
    protected RuntimeService runtime;
    @Autowired
    protected TaskService tasks;
    @Autowired
    protected HistoryService history;
    @Autowired
    protected ManagementService management;
    @Autowired
    protected RepositoryService repository;
    @Autowired
    protected Inbox inbox;
    @Autowired
    protected JdbcClient jdbc;

    @AfterEach
    void backToTheRealTime() {
        ClockUtil.reset();
    }

    /** Runs every job that is due, and those that follow, each by its id. */
    protected void runJobs() {
        for (int round = 0; round < 50; round++) {
            List<Job> due = management.createJobQuery().executable().list();
            if (due.isEmpty()) {
                return;
            }
            due.forEach(job -> management.executeJob(job.getId()));
        }
        throw new AssertionError("jobs without end");
    }

    protected void decide(User user, String taskKey, Map<String, String> values) {
        acting.as(user, () -> inbox.complete(taskOf(user, taskKey).id(), values));
    }

    protected TaskView taskOf(User user, String taskKey) {
        return acting.as(user, () -> {
            List<TaskView> found = inbox.tasks().stream().filter(task -> task.key().equals(taskKey)).toList();
            assertThat(found).as("%s in the inbox of %s", taskKey, user.displayName()).hasSize(1);
            return inbox.get(found.get(0).id());
        });
    }

    protected List<String> keysIn(User user) {
        return acting.as(user, () -> inbox.tasks().stream().map(TaskView::key).toList());
    }

    /** The id of the engine's only task of that key. */
    protected String engineTask(String taskKey) {
        return tasks.createTaskQuery().taskDefinitionKey(taskKey).singleResult().getId();
    }

    protected static Stream<Throwable> causes(Throwable problem) {
        return Stream.iterate(problem, Objects::nonNull, Throwable::getCause);
    }

    /** Ids of the end events reached by finished instances of the process about the subject. */
    protected List<String> ends(String processKey, String businessKey) {
        List<String> instances = new ArrayList<>();
        history.createHistoricProcessInstanceQuery()
                .processDefinitionKey(processKey)
                .processInstanceBusinessKey(businessKey)
                .orderByProcessInstanceStartTime()
                .asc()
                .list()
                .forEach(instance -> instances.add(instance.getEndActivityId()));
        return instances;
    }

    /** Asserts that the tests of this class, taken together, passed every element and every sequence flow. */
    protected void assertEverythingPassed(String... processKeys) {
        for (String key : processKeys) {
            BpmnModelInstance model = repository.getBpmnModelInstance(repository.createProcessDefinitionQuery()
                    .processDefinitionKey(key)
                    .latestVersion()
                    .singleResult()
                    .getId());
            Set<String> elements = new TreeSet<>();
            model.getModelElementsByType(FlowNode.class).forEach(node -> elements.add(node.getId()));
            Set<String> passed = new HashSet<>();
            for (HistoricActivityInstance activity : history.createHistoricActivityInstanceQuery().list()) {
                if (activity.getProcessDefinitionKey().equals(key)) {
                    passed.add(activity.getActivityId());
                }
            }
            elements.removeAll(passed);
            assertThat(elements).as("elements of %s that no test passed", key).isEmpty();

            Set<String> flows = new TreeSet<>();
            model.getModelElementsByType(SequenceFlow.class).forEach(flow -> flows.add(flow.getId()));
            flows.removeAll(jdbc.sql("""
                    select distinct f.flow_id from workflow.taken_flow f
                      join workflow.workflow_case c on c.process_instance_id = f.process_instance_id
                     where c.process_key = :key
                    """).param("key", key).query(String.class).set());
            assertThat(flows).as("sequence flows of %s that no test took", key).isEmpty();
        }
    }
}
