package io.attain.workflow.dispute;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import io.attain.audit.CaseRef;
import io.attain.dispute.Act;
import io.attain.dispute.Dispute;
import io.attain.dispute.DisputeId;
import io.attain.dispute.Disputes;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.participant.ParticipantId;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.engine.HumanTasks;
import io.attain.workflow.engine.Relation;
import io.attain.workflow.engine.SubjectFacts;

/** Who is who in a dispute. */
@Component
class DisputeFacts implements SubjectFacts {

    private final Disputes disputes;
    private final HumanTasks tasks;
    private final Function<DisputeId, Dispute> reading;

    @Autowired
    DisputeFacts(Disputes disputes, HumanTasks tasks) {
        this(disputes, tasks, disputes::get);
    }

    private DisputeFacts(Disputes disputes, HumanTasks tasks, Function<DisputeId, Dispute> reading) {
        this.disputes = disputes;
        this.tasks = tasks;
        this.reading = reading;
    }

    /** An inbox may hold a hundred disputes. */
    @Override
    public SubjectFacts over(Collection<GuardedTask> those) {
        Map<DisputeId, Dispute> read = disputes
                .all(those.stream().map(task -> id(task.subject())).collect(Collectors.toUnmodifiableSet())).stream()
                .collect(Collectors.toUnmodifiableMap(Dispute::id, Function.identity()));
        return new DisputeFacts(disputes, tasks,
                id -> Optional.ofNullable(read.get(id)).orElseGet(() -> disputes.get(id)));
    }

    @Override
    public String subjectType() {
        return CreditDispute.SUBJECT;
    }

    @Override
    public Set<UserId> people(CaseRef subject, Relation relation) {
        Dispute dispute = reading.apply(id(subject));
        return switch (relation) {
            case PARTY -> dispute.partyUsers();
            case CLAIMANT, AUTHOR, STARTER, PREPARER -> Set.of(dispute.filedBy());
            case RULER -> disputes.ruledNow(dispute.id());
            case SIGNER -> Set.of();
        };
    }

    /** The office's tasks are for everyone of its roles, so that all of them count. */
    @Override
    public Optional<Set<String>> narrowed(Set<UserId> people, Set<Role> roles) {
        return Set.of(Role.REP, Role.MANAGER).containsAll(roles)
                ? disputes.openOf(people)
                        .map(ids -> ids.stream().map(DisputeId::toString).collect(Collectors.toUnmodifiableSet()))
                : Optional.empty();
    }

    @Override
    public boolean inScope(User user, GuardedTask task) {
        Dispute dispute = reading.apply(id(task.subject()));
        return switch (task.taskKey()) {
            case CreditDispute.ANSWER_CLAIM -> dispute.counterparts().stream()
                    .filter(party -> party.participant().equals(new ParticipantId(task.part())))
                    .anyMatch(party -> party.user().filter(user.id()::equals).isPresent());
            case CreditDispute.DECIDE_DISPUTE -> disputes.mayDecide(dispute, user) || justRuled(dispute, user, task);
            case CreditDispute.TRIAGE_CLAIM, CreditDispute.REVIEW_DECISION -> user.has(Role.COMP_ADMIN);
            case CreditDispute.APPROVE_DECISION -> user.has(Role.FINANCE_DIRECTOR)
                    || (user.has(Role.FINANCE) && !dispute.course().approvalLate());
            case CreditDispute.GIVE_INFORMATION -> dispute.filedBy().equals(user.id());
            default -> false;
        };
    }

    /** Whose ruling passed the dispute on to the next one still completes his own task. */
    private boolean justRuled(Dispute dispute, User user, GuardedTask task) {
        return disputes.acts(dispute.id()).stream()
                .anyMatch(act -> act.kind() == Act.Kind.RULING && act.by().equals(user.id())
                        && !act.at().isBefore(task.createdAt()));
    }

    /** A step that is come to again is another round, and approved anew. */
    @Override
    public int round(CaseRef subject, String processInstanceId, String taskKey) {
        return taskKey.equals(CreditDispute.ANSWER_CLAIM) ? 1 : tasks.appearances(processInstanceId, taskKey) + 1;
    }

    static DisputeId id(CaseRef subject) {
        return new DisputeId(Long.parseLong(subject.id()));
    }
}
