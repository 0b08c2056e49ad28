package io.attain.workflow.close;

import io.attain.audit.CaseRef;
import io.attain.period.PeriodId;

/** The names in {@code bpmn/period-close.bpmn}. */
final class CloseProcess {

    static final String PROCESS = "periodClose";
    static final String SUBJECT = "period-close";
    static final String CLOSE_CANCELLED = "attain.closeCancelled";

    static final String REOPENING_DECIDED = "attain.reopeningDecided";
    static final String REOPENING_ASKED_ERROR = "attain.reopeningAsked";
    static final String PERIOD_REOPENED = "attain.periodReopened";

    static final String RESOLVE_EXCEPTIONS = "userTask_resolveExceptions";
    static final String FREEZE = "serviceTask_freeze";
    static final String CALCULATE_CHUNK = "serviceTask_calculateChunk";
    static final String RECONCILE = "serviceTask_reconcile";
    static final String REVIEW_TEAM = "userTask_reviewTeam";
    static final String APPROVE_PAYOUT = "callActivity_approvePayout";
    static final String OPEN_FOR_CORRECTIONS = "serviceTask_openForCorrections";
    static final String CORRECT = "userTask_correct";
    static final String REOPEN = "serviceTask_reopenPeriod";
    static final String LOCK = "serviceTask_lockPeriod";
    static final String RELEASE = "serviceTask_releasePayout";
    static final String EVIDENCE = "serviceTask_writeEvidence";
    static final String RELEASE_DUE = "event_releaseDue";
    static final String REOPENING_ASKED = "event_reopeningDecided";
    static final String CANCELLED_END = "event_reopened";
    static final String REOPENED_END = "event_reopenedAfterLock";

    /** The step under which a manager's approval of his team is recorded, one part per manager. */
    static final String REVIEW_STEP = "review-team";

    private CloseProcess() {}

    static CaseRef subject(PeriodId period) {
        return new CaseRef(SUBJECT, period.value());
    }

    static PeriodId period(CaseRef subject) {
        return new PeriodId(subject.id());
    }
}
