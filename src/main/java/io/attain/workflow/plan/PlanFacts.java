package io.attain.workflow.plan;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.springframework.stereotype.Component;

import io.attain.audit.CaseRef;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.participant.ReportingLines;
import io.attain.period.Periods;
import io.attain.plan.Assignment;
import io.attain.plan.Assignments;
import io.attain.plan.PlanVersion;
import io.attain.plan.PlanVersionId;
import io.attain.plan.Plans;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.engine.Relation;
import io.attain.workflow.engine.SubjectFacts;

/**
 * Who is who in a plan version. It is reviewed by whoever stands at the head of the reporting line of those it pays:
 * the regional director, not each of the managers below.
 */
@Component
class PlanFacts implements SubjectFacts {

    private final Plans plans;
    private final Assignments assignments;
    private final Participants participants;
    private final ReportingLines lines;
    private final Periods periods;

    PlanFacts(Plans plans, Assignments assignments, Participants participants, ReportingLines lines,
            Periods periods) {
        this.plans = plans;
        this.assignments = assignments;
        this.participants = participants;
        this.lines = lines;
        this.periods = periods;
    }

    @Override
    public String subjectType() {
        return PlanLifecycle.SUBJECT;
    }

    @Override
    public Set<UserId> people(CaseRef subject, Relation relation) {
        return relation == Relation.AUTHOR ? plans.authorsOf(PlanLifecycle.version(subject)) : Set.of();
    }

    @Override
    public boolean inScope(User user, GuardedTask task) {
        return !task.taskKey().equals(PlanLifecycle.REVIEW_PLAN)
                || participants.byUser(user.id())
                        .map(Participant::id)
                        .filter(manager -> heads(manager, PlanLifecycle.version(task.subject())))
                        .isPresent();
    }

    @Override
    public int round(CaseRef subject, String processInstanceId, String taskKey) {
        return Math.max(1, plans.get(PlanLifecycle.version(subject)).round());
    }

    private boolean heads(ParticipantId manager, PlanVersionId version) {
        LocalDate today = periods.businessDate();
        if (lines.managerOf(manager, today).isPresent()) {
            return false;
        }
        Set<ParticipantId> below = lines.everyoneBelow(manager, today);
        PlanVersion plan = plans.get(version);
        Set<ParticipantId> paid = new HashSet<>();
        for (Assignment assignment : assignments.of(version.plan(), plan.definition().effective())) {
            paid.add(assignment.participant());
        }
        Optional<ParticipantId> one = paid.stream().filter(below::contains).findFirst();
        return one.isPresent() || (paid.isEmpty() && !below.isEmpty());
    }
}
