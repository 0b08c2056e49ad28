package io.attain.workflow.bank;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import io.attain.audit.CaseRef;
import io.attain.bank.BankDetail;
import io.attain.bank.BankDetails;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.participant.Participants;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.engine.Relation;
import io.attain.workflow.engine.SubjectFacts;

/** Who is who in a change of bank details: who asked for it, and the one it pays, who is a party. */
@Component
class BankDetailFacts implements SubjectFacts {

    private final BankDetails details;
    private final Participants participants;

    BankDetailFacts(BankDetails details, Participants participants) {
        this.details = details;
        this.participants = participants;
    }

    @Override
    public String subjectType() {
        return BankDetailApproval.SUBJECT;
    }

    @Override
    public Set<UserId> people(CaseRef subject, Relation relation) {
        BankDetail detail = details.get(BankDetailApproval.id(subject));
        return switch (relation) {
            case AUTHOR, STARTER, PREPARER, CLAIMANT -> Set.of(detail.proposedBy());
            case PARTY -> Stream.concat(Stream.of(detail.proposedBy()),
                    participants.find(detail.participant()).flatMap(paid -> paid.user()).stream())
                    .collect(Collectors.toUnmodifiableSet());
            case SIGNER, RULER -> Set.of();
        };
    }

    @Override
    public boolean inScope(User user, GuardedTask task) {
        return true;
    }
}
