package io.attain.workflow.monthend;

import java.time.Duration;
import java.util.Date;
import java.util.Map;

import org.camunda.bpm.engine.DecisionService;
import org.springframework.stereotype.Component;

import io.attain.period.Holidays;
import io.attain.workflow.engine.EngineAuthority;
import io.attain.workflow.engine.EngineClock;

/**
 * When a task of a month end that appears now is due, by the table of time limits, in business days. Public because the
 * models call it, for the due date of a task and for its timer.
 */
@Component
public class MonthEndClock {

    static final String TIME_LIMITS = "sla";
    static final String KIND = "MONTH_END";

    private final DecisionService decisions;
    private final EngineAuthority authority;
    private final Holidays holidays;
    private final EngineClock clock;

    MonthEndClock(DecisionService decisions, EngineAuthority authority, Holidays holidays, EngineClock clock) {
        this.decisions = decisions;
        this.authority = authority;
        this.holidays = holidays;
        this.clock = clock;
    }

    /** @param step as the table calls it, for instance {@code REVIEW} */
    public Date due(String step) {
        Integer days = authority.unchecked(() -> decisions
                .evaluateDecisionTableByKey(TIME_LIMITS, Map.of("kind", KIND, "step", step))
                .getSingleResult().getSingleEntry());
        return Date.from(holidays.businessTime().after(clock.now(), Duration.ofDays(days)));
    }
}
