package io.attain.workflow.dispute;

import java.util.Map;

import io.attain.dispute.Step;

/** The names in {@code bpmn/credit-dispute.bpmn}. */
final class CreditDispute {

    static final String PROCESS = "creditDispute";
    static final String SUBJECT = "dispute";
    static final String CLAIM_WITHDRAWN = "attain.claimWithdrawn";
    static final String CLAIM_SETTLED = "attain.claimSettled";
    static final String DECISION_APPEALED = "attain.decisionAppealed";
    static final String CLAIM_REOPENED = "attain.claimReopened";
    static final String TRIAGE_CLAIM = "userTask_triageClaim";
    static final String ANSWER_CLAIM = "userTask_answerClaim";
    static final String DECIDE_DISPUTE = "userTask_decideDispute";
    static final String GIVE_INFORMATION = "userTask_giveInformation";
    static final String REVIEW_DECISION = "userTask_reviewDecision";
    static final String APPROVE_DECISION = "userTask_approveDecision";
    static final String TIME_LIMITS = "disputeTimes";
    static final String TRIAGE_RULES = "disputeTriage";
    static final String DECIDER_RULES = "disputeDecider";
    static final String AGREEMENT_RULES = "disputeAgreement";
    static final String CHECKING_RULES = "disputeChecking";

    /** When the current step is over, and when whoever is next is reminded; set right before they are looked at. */
    static final String DUE = "due";

    static final String HALF_TIME = "halfTime";

    /** How the dispute stands; set right before a gateway looks at it. */
    static final String STATE = "state";

    /** The collection that the answers are asked by. */
    static final String COUNTERPARTS = "counterparts";

    private static final Map<String, Step> STEPS = Map.ofEntries(
            Map.entry(TRIAGE_CLAIM, Step.TRIAGE),
            Map.entry("serviceTask_remindTriage", Step.TRIAGE),
            Map.entry(ANSWER_CLAIM, Step.ANSWER),
            Map.entry("serviceTask_remindCounterpart", Step.ANSWER),
            Map.entry(DECIDE_DISPUTE, Step.DECISION),
            Map.entry("serviceTask_remindDecider", Step.DECISION),
            Map.entry(GIVE_INFORMATION, Step.INFORMATION),
            Map.entry(REVIEW_DECISION, Step.REVIEW),
            Map.entry("serviceTask_remindReviewer", Step.REVIEW),
            Map.entry(APPROVE_DECISION, Step.APPROVAL),
            Map.entry("serviceTask_remindFinance", Step.APPROVAL),
            Map.entry("gateway_resolved", Step.APPEAL));

    private CreditDispute() {}

    /** The step that an element of the model belongs to. */
    static Step stepOf(String element) {
        Step step = STEPS.get(element);
        if (step == null) {
            throw new IllegalStateException(element + " belongs to no step with a clock");
        }
        return step;
    }
}
