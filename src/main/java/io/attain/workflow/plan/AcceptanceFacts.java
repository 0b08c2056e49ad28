package io.attain.workflow.plan;

import java.util.Set;

import org.springframework.stereotype.Component;

import io.attain.audit.CaseRef;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.participant.Participants;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.engine.Relation;
import io.attain.workflow.engine.SubjectFacts;

/** An acceptance concerns nobody but the one who is asked. */
@Component
class AcceptanceFacts implements SubjectFacts {

    private final Participants participants;

    AcceptanceFacts(Participants participants) {
        this.participants = participants;
    }

    @Override
    public String subjectType() {
        return PlanLifecycle.ACCEPTANCE;
    }

    @Override
    public Set<UserId> people(CaseRef subject, Relation relation) {
        return Set.of();
    }

    @Override
    public boolean inScope(User user, GuardedTask task) {
        return participants.find(PlanLifecycle.participant(task.subject()))
                .flatMap(asked -> asked.user())
                .filter(user.id()::equals)
                .isPresent();
    }
}
