package io.attain.workflow.payout;

import io.attain.audit.CaseRef;
import io.attain.payout.PayoutBatchId;

/** The names in {@code bpmn/payout-approval.bpmn}. */
final class PayoutProcess {

    static final String PROCESS = "payoutApproval";
    static final String BATCH = "payout-batch";
    static final String PREPARE_PAYOUT = "userTask_preparePayout";
    static final String SIGN_PAYOUT = "userTask_signPayout";
    static final String SECOND_SIGNATURE = "userTask_secondSignature";

    private PayoutProcess() {}

    static PayoutBatchId id(CaseRef subject) {
        return new PayoutBatchId(Long.parseLong(subject.id()));
    }
}
