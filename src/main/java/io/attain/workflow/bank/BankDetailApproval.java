package io.attain.workflow.bank;

import io.attain.audit.CaseRef;
import io.attain.bank.BankDetailId;

/** The names in {@code bpmn/bank-detail-approval.bpmn}. */
final class BankDetailApproval {

    static final String PROCESS = "bankDetailApproval";
    static final String SUBJECT = "bank-detail";
    static final String APPROVE_BANK_DETAIL = "userTask_approveBankDetail";

    private BankDetailApproval() {}

    static BankDetailId id(CaseRef subject) {
        return new BankDetailId(Long.parseLong(subject.id()));
    }
}
