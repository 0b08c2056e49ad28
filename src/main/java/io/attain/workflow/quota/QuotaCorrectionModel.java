package io.attain.workflow.quota;

import io.attain.audit.CaseRef;
import io.attain.participant.QuotaProposal;
import io.attain.participant.QuotaProposalId;

/** The names in {@code bpmn/quota-correction.bpmn}. */
final class QuotaCorrectionModel {

    static final String PROCESS = "quotaCorrection";
    static final String SUBJECT = QuotaProposal.CASE;
    static final String APPROVE_QUOTA_CORRECTION = "userTask_approveQuotaCorrection";

    private QuotaCorrectionModel() {}

    static QuotaProposalId id(CaseRef subject) {
        return new QuotaProposalId(Long.parseLong(subject.id()));
    }
}
