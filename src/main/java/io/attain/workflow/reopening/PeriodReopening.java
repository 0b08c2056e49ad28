package io.attain.workflow.reopening;

import io.attain.audit.CaseRef;
import io.attain.reopening.ReopeningId;

/** The names in {@code bpmn/period-reopening.bpmn}. */
final class PeriodReopening {

    static final String PROCESS = "periodReopening";
    static final String SUBJECT = "period-reopening";
    static final String APPROVE_REOPENING = "userTask_approveReopening";

    private PeriodReopening() {}

    static ReopeningId id(CaseRef subject) {
        return new ReopeningId(Long.parseLong(subject.id()));
    }
}
