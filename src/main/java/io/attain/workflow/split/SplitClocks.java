package io.attain.workflow.split;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

import io.attain.period.BusinessTime;
import io.attain.period.Holidays;
import io.attain.split.SplitDeadline;
import io.attain.split.SplitRequests;
import io.attain.split.SplitStep;
import io.attain.workflow.engine.EngineAuthority;
import io.attain.workflow.engine.EngineClock;

/** Starts the clock of each step by the table of time limits, in business days, right before the step is entered. */
@Component
class SplitClocks {

    private static final String KIND = "SHARES_AHEAD";

    private final DecisionService decisions;
    private final EngineAuthority authority;
    private final SplitRequests requests;
    private final Holidays holidays;
    private final EngineClock clock;

    SplitClocks(DecisionService decisions, EngineAuthority authority, SplitRequests requests, Holidays holidays,
            EngineClock clock) {
        this.decisions = decisions;
        this.authority = authority;
        this.requests = requests;
        this.holidays = holidays;
        this.clock = clock;
    }

    void start(DelegateExecution execution, SplitStep step) {
        Integer days = authority.unchecked(() -> decisions
                .evaluateDecisionTableByKey(SplitRequestModel.TIME_LIMITS, Map.of("kind", KIND, "step", step.name()))
                .getSingleResult().getSingleEntry());
        Duration length = Duration.ofDays(days);
        Instant now = clock.now();
        BusinessTime time = holidays.businessTime();
        SplitDeadline deadline = new SplitDeadline(step, now, time.after(now, length.dividedBy(2)),
                time.after(now, length));
        requests.clockStarted(SplitRequestModel.id(execution), deadline);
        execution.setVariable(SplitRequestModel.HALF_TIME, Date.from(deadline.halfTime()));
        execution.setVariable(SplitRequestModel.DUE, Date.from(deadline.due()));
    }
}
