package io.attain.workflow.reopening;

import java.util.Set;

import org.springframework.stereotype.Component;

import io.attain.audit.CaseRef;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.reopening.Reopenings;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.engine.Relation;
import io.attain.workflow.engine.SubjectFacts;

/** Who is who in a reopening: its author is who asked for it. */
@Component
class ReopeningFacts implements SubjectFacts {

    private final Reopenings reopenings;

    ReopeningFacts(Reopenings reopenings) {
        this.reopenings = reopenings;
    }

    @Override
    public String subjectType() {
        return PeriodReopening.SUBJECT;
    }

    @Override
    public Set<UserId> people(CaseRef subject, Relation relation) {
        return switch (relation) {
            case AUTHOR, STARTER, PREPARER, CLAIMANT, PARTY ->
                Set.of(reopenings.get(PeriodReopening.id(subject)).askedBy());
            case SIGNER, RULER -> Set.of();
        };
    }

    @Override
    public boolean inScope(User user, GuardedTask task) {
        return true;
    }
}
