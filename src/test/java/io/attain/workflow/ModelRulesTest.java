package io.attain.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ScriptTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaScript;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.RegexPatternTypeFilter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.attain.identity.Role;

import static org.assertj.core.api.Assertions.assertThat;

/** The rules every model keeps; a model that breaks one does not get into the build. */
class ModelRulesTest {

    /** The default flow of each gateway is the one that lets nothing through that was not decided. */
    private static final Set<String> RESTRICTIVE = Set.of("flow_checksFailed", "flow_changesRequested",
            "flow_withdrawn", "flow_denied", "flow_teamReturned", "flow_payoutReturned", "flow_recalculate",
            "flow_notConfirmed", "flow_notInForce", "flow_sharesRejected", "flow_notPrepared", "flow_notSigned",
            "flow_triage", "flow_deciderAsked", "flow_reviewReturned", "flow_approvalReturned", "flow_notSettled",
            "flow_secondSignature", "flow_notCountersigned", "flow_rejected", "flow_notReady", "flow_tryAgain",
            "flow_tooLate");

    private static final Map<Class<? extends BaseElement>, String> PREFIXES = Map.of(UserTask.class, "userTask_",
            ServiceTask.class, "serviceTask_", ExclusiveGateway.class, "gateway_", SequenceFlow.class, "flow_",
            CallActivity.class, "callActivity_", BusinessRuleTask.class, "businessRuleTask_",
            org.camunda.bpm.model.bpmn.instance.Event.class, "event_",
            org.camunda.bpm.model.bpmn.instance.SubProcess.class, "subProcess_");

    static List<Path> models() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("bpmn"))) {
            return files.filter(file -> file.toString().endsWith(".bpmn")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void theFileIsNamedAsItsProcessAndKeepsItsHistoryLongEnough(Path file) {
        Process process = process(file);
        assertThat(kebab(process.getId()) + ".bpmn").isEqualTo(file.getFileName().toString());
        assertThat(process.isExecutable()).isTrue();
        assertThat(process.getCamundaHistoryTimeToLiveString()).isEqualTo("P400D");
        assertThat(process.getName()).isNotBlank();
        assertThat(properties(process)).containsKey("attain.subject");
    }

    @ParameterizedTest
    @MethodSource("models")
    void workIsDoneByDelegatesBehindASavePointWithRetries(Path file) {
        Set<String> beans = beans();
        for (ServiceTask task : all(file, ServiceTask.class)) {
            assertThat(task.getCamundaDelegateExpression()).as(task.getId()).matches("#\\{\\w+Delegate}");
            assertThat(beans).as(task.getId()).contains(bean(task.getCamundaDelegateExpression()));
            assertThat(task.getCamundaClass()).as(task.getId()).isNull();
            assertThat(task.getCamundaExpression()).as(task.getId()).isNull();
            assertThat(task.isCamundaAsyncBefore() || eachAsync(task)).as(task.getId() + " is asynchronous").isTrue();
            assertThat(retries(task)).as(task.getId()).isNotEmpty();
        }
        for (BusinessRuleTask task : all(file, BusinessRuleTask.class)) {
            assertThat(task.isCamundaAsyncBefore()).as(task.getId()).isTrue();
            assertThat(task.getCamundaDecisionRefBinding()).as(task.getId()).isEqualTo("deployment");
        }
        for (CallActivity call : all(file, CallActivity.class)) {
            assertThat(call.getCamundaCalledElementBinding()).as(call.getId()).isEqualTo("deployment");
        }
        for (CamundaExecutionListener listener : all(file, CamundaExecutionListener.class)) {
            assertThat(beans).contains(bean(listener.getCamundaDelegateExpression()));
        }
        assertThat(all(file, ScriptTask.class)).isEmpty();
        assertThat(all(file, CamundaScript.class)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyUserTaskSaysWhoMayDoItAndHasItsForm(Path file) throws IOException {
        Set<String> roles = Arrays.stream(Role.values()).map(Role::key).collect(Collectors.toSet());
        Set<String> relations = Set.of("author", "starter", "preparer", "signer", "claimant", "party", "ruler");
        for (UserTask task : all(file, UserTask.class)) {
            Map<String, String> declared = properties(task);
            assertThat(task.getCamundaCandidateGroupsList()).as(task.getId()).isNotEmpty().isSubsetOf(roles);
            assertThat(declared).as(task.getId()).containsEntry("attain.role", task.getCamundaCandidateGroups())
                    .containsKey("attain.subject");
            assertThat(Arrays.asList(declared.getOrDefault("attain.excludes", "author").split(","))).as(task.getId())
                    .isSubsetOf(relations);
            assertThat(task.getCamundaAssignee()).as(task.getId()).isNull();
            assertThat(task.getCamundaCandidateUsers()).as(task.getId()).isNull();
            assertThat(task.getCamundaFormRefBinding()).as(task.getId()).isEqualTo("deployment");
            Path form = Path.of("forms", task.getCamundaFormRef() + ".form");
            assertThat(form).as(task.getId()).exists();
            JsonNode json = new ObjectMapper().readTree(Files.readString(form));
            assertThat(json.path("id").asText()).isEqualTo(task.getCamundaFormRef());
            assertThat(json.findValuesAsText("key")).as(form.toString()).contains("decision");
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void gatewaysFallBackToTheRestrictiveFlow(Path file) {
        for (ExclusiveGateway gateway : all(file, ExclusiveGateway.class)) {
            assertThat(gateway.getDefault()).as(gateway.getId() + " has a default").isNotNull();
            assertThat(RESTRICTIVE).contains(gateway.getDefault().getId());
            gateway.getOutgoing().stream()
                    .filter(flow -> !flow.equals(gateway.getDefault()))
                    .forEach(flow -> assertThat(flow.getConditionExpression()).as(flow.getId()).isNotNull());
            boolean afterPerson = gateway.getIncoming().stream().map(SequenceFlow::getSource)
                    .anyMatch(UserTask.class::isInstance);
            if (afterPerson) {
                assertThat(gateway.getExtensionElements()).as(gateway.getId() + " reads the decision on record")
                        .isNotNull();
                assertThat(gateway.getExtensionElements().getElementsQuery()
                        .filterByType(CamundaExecutionListener.class).list()).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void namesFollowTheHouse(Path file) {
        PREFIXES.forEach((type, prefix) -> all(file, type)
                .forEach(element -> assertThat(element.getId()).startsWith(prefix).matches("[a-zA-Z]+_[a-zA-Z]+")));
        all(file, Message.class).forEach(message -> assertThat(message.getName()).matches("attain\\.[a-zA-Z]+"));
        all(file, Activity.class).forEach(activity -> assertThat(activity.getName()).as(activity.getId()).isNotBlank());
        all(file, ExclusiveGateway.class).forEach(gateway -> assertThat(gateway.getName()).endsWith("?"));
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyElementIsDrawnAndNoTwoOverlap(Path file) {
        List<BpmnShape> shapes = List.copyOf(all(file, BpmnShape.class));
        assertThat(shapes.stream().map(shape -> shape.getBpmnElement().getId()))
                .containsExactlyInAnyOrderElementsOf(all(file, FlowNode.class).stream().map(FlowNode::getId).toList());
        assertThat(all(file, BpmnEdge.class).stream().map(edge -> edge.getBpmnElement().getId()))
                .containsExactlyInAnyOrderElementsOf(
                        all(file, SequenceFlow.class).stream().map(FlowElement::getId).toList());
        for (BpmnShape one : shapes) {
            for (BpmnShape other : shapes) {
                boolean nested = one.equals(other)
                        || one.getBpmnElement() instanceof org.camunda.bpm.model.bpmn.instance.SubProcess
                        || other.getBpmnElement() instanceof org.camunda.bpm.model.bpmn.instance.SubProcess
                        || one.getBpmnElement() instanceof org.camunda.bpm.model.bpmn.instance.BoundaryEvent
                        || other.getBpmnElement() instanceof org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
                assertThat(!nested && overlap(one.getBounds(), other.getBounds()))
                        .as("%s overlaps %s", one.getBpmnElement().getId(), other.getBpmnElement().getId())
                        .isFalse();
            }
        }
    }

    @Test
    void everyFormBelongsToATask() throws IOException {
        Set<String> used = models().stream()
                .flatMap(file -> all(file, UserTask.class).stream())
                .map(task -> task.getCamundaFormRef() + ".form")
                .collect(Collectors.toSet());
        try (Stream<Path> forms = Files.list(Path.of("forms"))) {
            assertThat(forms.map(form -> form.getFileName().toString())).containsExactlyInAnyOrderElementsOf(used);
        }
    }

    private static boolean overlap(Bounds one, Bounds other) {
        return one.getX() < other.getX() + other.getWidth() && other.getX() < one.getX() + one.getWidth()
                && one.getY() < other.getY() + other.getHeight() && other.getY() < one.getY() + one.getHeight();
    }

    private static boolean eachAsync(ServiceTask task) {
        return task.getLoopCharacteristics() instanceof MultiInstanceLoopCharacteristics loop
                && loop.isCamundaAsyncBefore() && !loop.isCamundaExclusive();
    }

    private static List<CamundaFailedJobRetryTimeCycle> retries(ServiceTask task) {
        return task.getExtensionElements().getElementsQuery().filterByType(CamundaFailedJobRetryTimeCycle.class)
                .list();
    }

    private static Map<String, String> properties(BaseElement element) {
        return element.getExtensionElements().getElementsQuery().filterByType(CamundaProperties.class).singleResult()
                .getCamundaProperties().stream()
                .collect(Collectors.toMap(property -> property.getCamundaName(),
                        property -> property.getCamundaValue()));
    }

    private static Set<String> beans() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new RegexPatternTypeFilter(
                java.util.regex.Pattern.compile("io\\.attain\\.workflow\\..*(Delegate|Listener|RecordedDecision)")));
        return scanner.findCandidateComponents("io.attain.workflow").stream()
                .map(found -> String.valueOf(found.getBeanClassName()))
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .map(name -> Character.toLowerCase(name.charAt(0)) + name.substring(1))
                .collect(Collectors.toSet());
    }

    private static String bean(String expression) {
        return expression.substring(2, expression.length() - 1);
    }

    private static String kebab(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Process process(Path file) {
        return all(file, Process.class).iterator().next();
    }

    private static <T extends org.camunda.bpm.model.xml.instance.ModelElementInstance> java.util.Collection<T> all(
            Path file, Class<T> type) {
        BpmnModelInstance model = Bpmn.readModelFromFile(file.toFile());
        return model.getModelElementsByType(type);
    }
}
