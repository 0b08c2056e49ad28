package io.attain.workflow.split;

import org.camunda.bpm.engine.delegate.DelegateExecution;

import io.attain.audit.CaseRef;
import io.attain.split.SplitRequestId;

/** The names in {@code bpmn/split-request.bpmn}. */
final class SplitRequestModel {

    static final String PROCESS = "splitRequest";
    static final String CONFIRM_SHARES = "userTask_confirmShares";
    static final String DECIDE_SHARES = "userTask_decideShares";
    static final String SEE_SHARES = "userTask_seeShares";
    static final String DEAL_BOOKED = "attain.dealBooked";
    static final String SHARES_WITHDRAWN = "attain.sharesWithdrawn";
    static final String SHARES_OVERTAKEN = "attain.sharesOvertaken";
    static final String TIME_LIMITS = "sla";
    static final String VALUE_LIMIT = "splitLimit";

    static final String DUE = "due";
    static final String HALF_TIME = "halfTime";

    /** Whom the confirmations are asked of; lives within one transaction only. */
    static final String SHARERS = "sharers";

    /** Whether the others need not be waited for: somebody declined or proposed otherwise. Read from the rows. */
    static final String OVER = "confirmOver";

    /** The state of the request, read from its row right before a gateway looks at it. */
    static final String STANDING = "standing";

    private SplitRequestModel() {}

    static SplitRequestId id(DelegateExecution execution) {
        return new SplitRequestId(Long.parseLong(execution.getProcessBusinessKey()));
    }

    static SplitRequestId id(CaseRef subject) {
        return new SplitRequestId(Long.parseLong(subject.id()));
    }
}
