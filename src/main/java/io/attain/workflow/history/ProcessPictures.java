package io.attain.workflow.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.TransitionInstance;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.CaseRef;
import io.attain.identity.Users;
import io.attain.workflow.engine.Cases;
import io.attain.workflow.engine.EngineAuthority;
import io.attain.workflow.engine.HumanTasks;
import io.attain.workflow.engine.TakenFlows;

/** Diagrams of processes, with or without the path a case took. Says nothing about amounts; pages check who may look. */
@Component
public class ProcessPictures {

    private static final String BODY = "#multiInstanceBody";

    private final RepositoryService repository;
    private final RuntimeService runtime;
    private final HistoryService history;
    private final EngineAuthority authority;
    private final Cases cases;
    private final HumanTasks tasks;
    private final TakenFlows flows;
    private final Users users;

    ProcessPictures(RepositoryService repository, RuntimeService runtime, HistoryService history,
            EngineAuthority authority, Cases cases, HumanTasks tasks, TakenFlows flows, Users users) {
        this.repository = repository;
        this.runtime = runtime;
        this.history = history;
        this.authority = authority;
        this.cases = cases;
        this.tasks = tasks;
        this.flows = flows;
        this.users = users;
    }

    /** The latest process about the case; those it called or that came before are in {@link #all}. */
    public Optional<Picture> picture(CaseRef subject) {
        return cases.of(subject).stream().findFirst().flatMap(this::draw);
    }

    /**
     * Every process about the case, the latest first. A close brings the payout approvals it called, a plan version the
     * acceptances it asked for.
     */
    @Transactional
    public List<Picture> all(CaseRef subject) {
        List<Cases.Case> found = new ArrayList<>(cases.of(subject));
        if (subject.type().equals("period-close")) {
            found.addAll(cases.of(new CaseRef("payout-approval", subject.id())));
        }
        return found.stream()
                .sorted(Comparator.comparing(Cases.Case::openedAt).reversed())
                .flatMap(one -> draw(one).stream())
                .toList();
    }

    /** Every deployed process, by name. */
    public List<Diagram> diagrams() {
        return authority.unchecked(() -> repository.createProcessDefinitionQuery().latestVersion().list().stream()
                .map(this::diagram)
                .sorted(Comparator.comparing(Diagram::name))
                .toList());
    }

    /** One deployed process by its id. */
    public Optional<Diagram> diagram(String processKey) {
        return authority.unchecked(() -> Optional.ofNullable(repository.createProcessDefinitionQuery()
                .processDefinitionKey(processKey)
                .latestVersion()
                .singleResult()).map(this::diagram));
    }

    private Diagram diagram(ProcessDefinition definition) {
        return new Diagram(definition.getKey(), definition.getName(), definition.getVersion(),
                xml(definition.getId()), runtime.createProcessInstanceQuery()
                        .processDefinitionKey(definition.getKey())
                        .count());
    }

    private Optional<Picture> draw(Cases.Case about) {
        return authority.unchecked(() -> Optional.ofNullable(history.createHistoricProcessInstanceQuery()
                .processInstanceId(about.processInstanceId())
                .singleResult()).map(instance -> draw(about, instance)));
    }

    private Picture draw(Cases.Case about, HistoricProcessInstance instance) {
        List<HistoricActivityInstance> activities = history.createHistoricActivityInstanceQuery()
                .processInstanceId(instance.getId())
                .orderPartiallyByOccurrence()
                .asc()
                .list();
        Set<String> active = active(instance);
        Set<String> completed = new HashSet<>();
        List<Picture.Step> steps = new ArrayList<>();
        Map<String, HumanTasks.Decision> decisions = new HashMap<>();
        tasks.decisionsIn(instance.getId()).forEach(decision -> decisions.put(decision.taskId(), decision));
        for (HistoricActivityInstance activity : activities) {
            String id = activity.getActivityId().replace(BODY, "");
            if (activity.getEndTime() != null && !activity.isCanceled()) {
                completed.add(id);
            }
            if (!activity.getActivityId().endsWith(BODY) && activity.getActivityName() != null) {
                steps.add(step(activity, Optional.ofNullable(activity.getTaskId()).map(decisions::get)));
            }
        }
        return new Picture(instance.getId(), instance.getProcessDefinitionKey(),
                instance.getProcessDefinitionName(), about.subject(), xml(instance.getProcessDefinitionId()), active,
                completed, flows.of(instance.getId()), steps, incidents(instance.getId()),
                instance.getStartTime().toInstant(),
                Optional.ofNullable(instance.getEndTime()).map(Date::toInstant));
    }

    private Picture.Step step(HistoricActivityInstance activity, Optional<HumanTasks.Decision> decision) {
        return new Picture.Step(activity.getActivityId(), activity.getActivityName(), activity.getActivityType(),
                decision.map(made -> users.nameOf(made.decidedBy())
                        + made.actedFor().map(absent -> " for " + users.nameOf(absent)).orElse("")),
                decision.map(HumanTasks.Decision::outcome),
                decision.flatMap(HumanTasks.Decision::reason), activity.getStartTime().toInstant(),
                Optional.ofNullable(activity.getEndTime()).map(Date::toInstant));
    }

    /** Where the case stands, the jobs that wait before or after an activity included. */
    private Set<String> active(HistoricProcessInstance instance) {
        Set<String> ids = new HashSet<>();
        if (instance.getEndTime() == null) {
            ActivityInstance root = runtime.getActivityInstance(instance.getId());
            if (root != null) {
                collect(root, ids);
            }
        }
        return ids;
    }

    private static void collect(ActivityInstance node, Set<String> ids) {
        for (TransitionInstance waiting : node.getChildTransitionInstances()) {
            ids.add(waiting.getActivityId().replace(BODY, ""));
        }
        for (ActivityInstance child : node.getChildActivityInstances()) {
            ids.add(child.getActivityId().replace(BODY, ""));
            collect(child, ids);
        }
    }

    private List<String> incidents(String processInstanceId) {
        return runtime.createIncidentQuery().processInstanceId(processInstanceId).list().stream()
                .map(incident -> incident.getActivityId() + ": " + incident.getIncidentMessage())
                .sorted()
                .toList();
    }

    private String xml(String processDefinitionId) {
        try (InputStream model = repository.getProcessModel(processDefinitionId)) {
            return new String(model.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
