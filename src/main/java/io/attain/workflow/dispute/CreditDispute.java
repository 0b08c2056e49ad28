package io.attain.workflow.dispute;

/** The names in {@code bpmn/credit-dispute.bpmn}. */
final class CreditDispute {

    static final String PROCESS = "creditDispute";
    static final String SUBJECT = "dispute";
    static final String CLAIM_WITHDRAWN = "attain.claimWithdrawn";
    static final String ANSWER_CLAIM = "userTask_answerClaim";
    static final String DECIDE_DISPUTE = "userTask_decideDispute";
    static final String GIVE_INFORMATION = "userTask_giveInformation";
    static final String TIME_LIMITS = "sla";

    /** When the current step is over, and when whoever is next is reminded; set right before they are looked at. */
    static final String DUE = "due";

    static final String HALF_TIME = "halfTime";

    /** The collection that the answers are asked by; lives within the starting transaction only. */
    static final String COUNTERPARTS = "counterparts";

    private CreditDispute() {}
}
