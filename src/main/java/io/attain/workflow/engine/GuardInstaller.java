package io.attain.workflow.engine;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import io.attain.identity.Role;

/**
 * Puts the guards on every process, user task and sequence flow while models are read. Built-in listeners run whatever
 * way a task is touched: inbox, Camunda's own REST, or the API. A user task that does not declare who may do it is
 * refused at deployment.
 */
@Component
class GuardInstaller extends AbstractBpmnParseListener {

    /** Asked for only when a process runs: the guards need the domain, which needs the engine. */
    private final ObjectProvider<GuardListeners> guards;

    GuardInstaller(ObjectProvider<GuardListeners> guards) {
        this.guards = guards;
    }

    @Override
    public void parseProcess(Element element, ProcessDefinitionEntity process) {
        Map<String, String> declared = properties(element);
        String subject = required(declared, "attain.subject", process.getKey());
        Set<Role> starters = GuardListeners.roles(declared.getOrDefault("attain.starters", ""));
        String key = process.getKey();
        process.addBuiltInListener(ExecutionListener.EVENTNAME_START,
                (ExecutionListener) e -> guards.getObject().processStarted(e, key, subject, starters));
        process.addBuiltInListener(ExecutionListener.EVENTNAME_END,
                (ExecutionListener) e -> guards.getObject().processEnded(e));
    }

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        Map<String, String> declared = properties(element);
        String id = activity.getId();
        Set<Role> roles = GuardListeners.roles(required(declared, "attain.role", id));
        boolean perPart = element.element("multiInstanceLoopCharacteristics") != null;
        var declaration = new GuardListeners.Declaration(roles,
                HumanTasks.relations(declared.getOrDefault("attain.excludes", "")),
                required(declared, "attain.subject", id), perPart);
        String process = ((ProcessDefinitionEntity) activity.getProcessDefinition()).getKey();
        TaskDefinition task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE,
                t -> guards.getObject().taskAppeared(t, declaration, process));
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_ASSIGNMENT, t -> guards.getObject().taskAssigned(t));
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_UPDATE, t -> guards.getObject().taskTouched(t));
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, t -> guards.getObject().taskCompleting(t));
        activity.addBuiltInListener(ExecutionListener.EVENTNAME_END,
                (ExecutionListener) e -> guards.getObject().userTaskLeft(e));
    }

    @Override
    public void parseSequenceFlow(Element element, ScopeImpl scope, TransitionImpl transition) {
        transition.addBuiltInListener(ExecutionListener.EVENTNAME_TAKE,
                (ExecutionListener) e -> guards.getObject().flowTaken(e));
    }

    private static String required(Map<String, String> declared, String name, String id) {
        String value = declared.get(name);
        if (value == null || value.isBlank()) {
            throw new ProcessEngineException(id + " does not declare " + name);
        }
        return value;
    }

    private static Map<String, String> properties(Element element) {
        Element extensions = element.element("extensionElements");
        if (extensions == null) {
            return Map.of();
        }
        Element properties = extensions.elementNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "properties");
        if (properties == null) {
            return Map.of();
        }
        return properties.elementsNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "property").stream()
                .collect(Collectors.toMap(p -> p.attribute("name"), p -> p.attribute("value")));
    }
}
