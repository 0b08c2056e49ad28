package io.attain.workflow.adjustment;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import io.attain.audit.CaseRef;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.ledger.Adjustment;
import io.attain.ledger.Adjustments;
import io.attain.participant.Participants;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.engine.Relation;
import io.attain.workflow.engine.SubjectFacts;

/** Who is who in an adjustment: its author, and the one it pays, who is a party. */
@Component
class AdjustmentFacts implements SubjectFacts {

    private final Adjustments adjustments;
    private final Participants participants;

    AdjustmentFacts(Adjustments adjustments, Participants participants) {
        this.adjustments = adjustments;
        this.participants = participants;
    }

    @Override
    public String subjectType() {
        return AdjustmentApproval.SUBJECT;
    }

    @Override
    public Set<UserId> people(CaseRef subject, Relation relation) {
        Adjustment adjustment = adjustments.get(AdjustmentApproval.id(subject));
        return switch (relation) {
            case AUTHOR, STARTER, PREPARER, CLAIMANT -> Set.of(adjustment.proposedBy());
            case PARTY -> Stream.concat(Stream.of(adjustment.proposedBy()),
                    participants.find(adjustment.participant()).flatMap(paid -> paid.user()).stream())
                    .collect(Collectors.toUnmodifiableSet());
            case SIGNER, RULER -> Set.of();
        };
    }

    @Override
    public boolean inScope(User user, GuardedTask task) {
        return true;
    }
}
