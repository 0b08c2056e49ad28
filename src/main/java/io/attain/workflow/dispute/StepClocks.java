package io.attain.workflow.dispute;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

import io.attain.dispute.Deadline;
import io.attain.dispute.Dispute;
import io.attain.dispute.DisputeId;
import io.attain.dispute.Disputes;
import io.attain.dispute.Step;
import io.attain.period.BusinessTime;
import io.attain.period.Holidays;
import io.attain.workflow.engine.EngineAuthority;
import io.attain.workflow.engine.EngineClock;

/**
 * Starts the clock of each step by the table of time limits, in business days. The timers read two variables that are
 * written here right before a step is entered, whatever somebody slipped in; what counts for people is the row.
 */
@Component
class StepClocks {

    private final DecisionService decisions;
    private final EngineAuthority authority;
    private final Disputes disputes;
    private final Holidays holidays;
    private final EngineClock clock;

    StepClocks(DecisionService decisions, EngineAuthority authority, Disputes disputes, Holidays holidays,
            EngineClock clock) {
        this.decisions = decisions;
        this.authority = authority;
        this.disputes = disputes;
        this.holidays = holidays;
        this.clock = clock;
    }

    void start(DelegateExecution execution, Step step) {
        if (step == Step.ANSWER) {
            List<String> asked = disputes.get(id(execution)).awaiting().stream()
                    .filter(party -> party.user().isPresent())
                    .map(party -> party.participant().value())
                    .toList();
            execution.setVariable(CreditDispute.COUNTERPARTS, Variables.untypedValue(asked, true));
        }
        run(execution, step, Duration.ofDays(businessDays(id(execution), step)));
    }

    /** What was left of the step's time when information was asked for is left now. */
    void resume(DelegateExecution execution, Step step) {
        DisputeId id = id(execution);
        Optional<Deadline> stopped = disputes.deadline(id, step);
        Optional<Deadline> asked = disputes.deadline(id, Step.INFORMATION);
        if (stopped.isEmpty() || asked.isEmpty()) {
            start(execution, step);
        } else {
            run(execution, step, holidays.businessTime().between(asked.get().startedAt(), stopped.get().due()));
        }
    }

    private void run(DelegateExecution execution, Step step, Duration length) {
        Instant now = clock.now();
        BusinessTime time = holidays.businessTime();
        Deadline deadline = new Deadline(step, now, time.after(now, length.dividedBy(2)), time.after(now, length));
        disputes.clockStarted(id(execution), deadline);
        execution.setVariable(CreditDispute.HALF_TIME, Date.from(deadline.halfTime()));
        execution.setVariable(CreditDispute.DUE, Date.from(deadline.due()));
    }

    private int businessDays(DisputeId id, Step step) {
        Dispute dispute = disputes.get(id);
        Map<String, Object> facts = Map.of("kind", dispute.kind().name(), "step", step.name(), "about",
                dispute.course().about().name());
        Integer days = authority.unchecked(() -> decisions
                .evaluateDecisionTableByKey(CreditDispute.TIME_LIMITS, facts)
                .getSingleResult()
                .getSingleEntry());
        return days;
    }

    private static DisputeId id(DelegateExecution execution) {
        return new DisputeId(Long.parseLong(execution.getProcessBusinessKey()));
    }
}
