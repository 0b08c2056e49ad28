package io.attain.workflow.quota;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import io.attain.audit.CaseRef;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.participant.QuotaProposalId;
import io.attain.participant.QuotaProposals;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.engine.Relation;
import io.attain.workflow.engine.SubjectFacts;

/** Who is who in a quota correction: who imported it, and those whose quotas they are, who are parties. */
@Component
class QuotaCorrectionFacts implements SubjectFacts {

    private final QuotaProposals proposals;

    QuotaCorrectionFacts(QuotaProposals proposals) {
        this.proposals = proposals;
    }

    @Override
    public String subjectType() {
        return QuotaCorrectionModel.SUBJECT;
    }

    @Override
    public Set<UserId> people(CaseRef subject, Relation relation) {
        QuotaProposalId id = QuotaCorrectionModel.id(subject);
        return switch (relation) {
            case AUTHOR, STARTER, PREPARER, CLAIMANT -> Set.of(proposals.get(id).proposedBy());
            case PARTY -> Stream.concat(Stream.of(proposals.get(id).proposedBy()), proposals.owners(id).stream())
                    .collect(Collectors.toUnmodifiableSet());
            case SIGNER, RULER -> Set.of();
        };
    }

    @Override
    public boolean inScope(User user, GuardedTask task) {
        return true;
    }
}
