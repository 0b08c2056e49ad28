package io.attain.workflow.split;

import java.util.Set;

import org.springframework.stereotype.Component;

import io.attain.audit.CaseRef;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.participant.ParticipantId;
import io.attain.split.SplitRequest;
import io.attain.split.SplitRequests;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.engine.Relation;
import io.attain.workflow.engine.SubjectFacts;

/** Who is who in a split request. */
@Component
class SplitFacts implements SubjectFacts {

    private final SplitRequests requests;

    SplitFacts(SplitRequests requests) {
        this.requests = requests;
    }

    @Override
    public String subjectType() {
        return SplitRequest.CASE;
    }

    @Override
    public Set<UserId> people(CaseRef subject, Relation relation) {
        SplitRequest request = requests.get(SplitRequestModel.id(subject));
        return switch (relation) {
            case PARTY -> request.partyUsers();
            case CLAIMANT, AUTHOR, STARTER, PREPARER -> Set.of(request.proposer().user());
            case SIGNER, RULER -> Set.of();
        };
    }

    @Override
    public boolean inScope(User user, GuardedTask task) {
        SplitRequest request = requests.get(SplitRequestModel.id(task.subject()));
        return switch (task.taskKey()) {
            case SplitRequestModel.CONFIRM_SHARES -> request.sharer(user.id()).map(sharer -> sharer.participant())
                    .filter(new ParticipantId(task.part())::equals).isPresent();
            case SplitRequestModel.DECIDE_SHARES, SplitRequestModel.SEE_SHARES -> requests.isDecider(request, user);
            default -> false;
        };
    }

    /** Confirmations are asked once per proposal. */
    @Override
    public int round(CaseRef subject, String processInstanceId, String taskKey) {
        return taskKey.equals(SplitRequestModel.CONFIRM_SHARES)
                ? requests.get(SplitRequestModel.id(subject)).latest().round()
                : 1;
    }
}
