package io.attain.workflow.adjustment;

import io.attain.audit.CaseRef;
import io.attain.ledger.AdjustmentId;

/** The names in {@code bpmn/adjustment-approval.bpmn}. */
final class AdjustmentApproval {

    static final String PROCESS = "adjustmentApproval";
    static final String SUBJECT = "adjustment";
    static final String APPROVE_ADJUSTMENT = "userTask_approveAdjustment";

    private AdjustmentApproval() {}

    static AdjustmentId id(CaseRef subject) {
        return new AdjustmentId(Long.parseLong(subject.id()));
    }
}
