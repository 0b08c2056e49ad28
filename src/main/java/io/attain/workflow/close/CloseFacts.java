package io.attain.workflow.close;

import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import io.attain.audit.CaseRef;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.workflow.engine.Cases;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.engine.Relation;
import io.attain.workflow.engine.SubjectFacts;

/** Who is who in a close. */
@Component
class CloseFacts implements SubjectFacts {

    private final Cases cases;
    private final CloseRounds rounds;
    private final Participants participants;
    private final TeamManagers managers;

    CloseFacts(Cases cases, CloseRounds rounds, Participants participants, TeamManagers managers) {
        this.cases = cases;
        this.rounds = rounds;
        this.participants = participants;
        this.managers = managers;
    }

    @Override
    public String subjectType() {
        return CloseProcess.SUBJECT;
    }

    @Override
    public Set<UserId> people(CaseRef subject, Relation relation) {
        return switch (relation) {
            case STARTER, AUTHOR -> cases.open(subject, CloseProcess.PROCESS).stream()
                    .flatMap(open -> open.openedBy().stream())
                    .collect(Collectors.toUnmodifiableSet());
            case PREPARER, SIGNER, CLAIMANT, PARTY, RULER -> Set.of();
        };
    }

    @Override
    public boolean inScope(User user, GuardedTask task) {
        if (!task.taskKey().equals(CloseProcess.REVIEW_TEAM)) {
            return true;
        }
        return participants.find(new ParticipantId(task.part()))
                .flatMap(manager -> manager.user())
                .filter(user.id()::equals)
                .isPresent();
    }

    /** Whoever is in the team would review his own pay. */
    @Override
    public boolean hasStake(User substitute, GuardedTask task) {
        return task.taskKey().equals(CloseProcess.REVIEW_TEAM) && participants.byUser(substitute.id())
                .filter(member -> managers.team(rounds.current(task.processInstanceId()).run(),
                        new ParticipantId(task.part())).contains(member.id()))
                .isPresent();
    }

    @Override
    public int round(CaseRef subject, String processInstanceId, String taskKey) {
        return rounds.latest(processInstanceId).map(CloseRounds.Round::number).orElse(1);
    }
}
