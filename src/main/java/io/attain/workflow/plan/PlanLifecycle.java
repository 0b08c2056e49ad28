package io.attain.workflow.plan;

import io.attain.audit.CaseRef;
import io.attain.participant.ParticipantId;
import io.attain.plan.PlanVersionId;

/** The names in {@code bpmn/plan-lifecycle.bpmn} and {@code bpmn/plan-acceptance.bpmn}. */
final class PlanLifecycle {

    static final String PROCESS = "planLifecycle";
    static final String SUBJECT = "plan-version";
    static final String REVIEW_PLAN = "userTask_reviewPlan";
    static final String REVISE_PLAN = "userTask_revisePlan";

    static final String ACCEPTANCE_PROCESS = "planAcceptance";
    static final String ACCEPTANCE = "plan-acceptance";
    static final String ACCEPT_PLAN = "userTask_acceptPlan";

    /** The step under which the approval of a version is recorded. */
    static final String REVIEW_STEP = "review-plan";

    private PlanLifecycle() {}

    static CaseRef subject(PlanVersionId version) {
        return new CaseRef(SUBJECT, version.toString());
    }

    static CaseRef acceptance(PlanVersionId version, ParticipantId participant) {
        return new CaseRef(ACCEPTANCE, version + "/" + participant.value());
    }

    /** The version that a plan-version or plan-acceptance is about. */
    static PlanVersionId version(CaseRef subject) {
        return PlanVersionId.parse(subject.type().equals(ACCEPTANCE)
                ? subject.id().substring(0, subject.id().lastIndexOf('/'))
                : subject.id());
    }

    /** Who is asked to accept. */
    static ParticipantId participant(CaseRef acceptance) {
        return new ParticipantId(acceptance.id().substring(acceptance.id().lastIndexOf('/') + 1));
    }
}
