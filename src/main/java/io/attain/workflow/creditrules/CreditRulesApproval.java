package io.attain.workflow.creditrules;

import io.attain.audit.CaseRef;
import io.attain.crediting.RuleSet;

/** The names in {@code bpmn/credit-rules-approval.bpmn}. */
final class CreditRulesApproval {

    static final String PROCESS = "creditRulesApproval";
    static final String SUBJECT = RuleSet.CASE;
    static final String APPROVE_CREDIT_RULES = "userTask_approveCreditRules";

    private CreditRulesApproval() {}

    static int number(CaseRef subject) {
        return Integer.parseInt(subject.id());
    }
}
