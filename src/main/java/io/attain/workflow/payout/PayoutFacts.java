package io.attain.workflow.payout;

import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import io.attain.audit.Approval;
import io.attain.audit.Approvals;
import io.attain.audit.CaseRef;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.payout.PayoutBatch;
import io.attain.payout.PayoutBatches;
import io.attain.workflow.engine.Cases;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.engine.Relation;
import io.attain.workflow.engine.SubjectFacts;

/** Who is who in a payout. */
@Component
class PayoutFacts implements SubjectFacts {

    private final PayoutBatches payouts;
    private final Approvals approvals;
    private final Cases cases;

    PayoutFacts(PayoutBatches payouts, Approvals approvals, Cases cases) {
        this.payouts = payouts;
        this.approvals = approvals;
        this.cases = cases;
    }

    @Override
    public String subjectType() {
        return PayoutProcess.BATCH;
    }

    @Override
    public Set<UserId> people(CaseRef subject, Relation relation) {
        PayoutBatch batch = payouts.get(PayoutProcess.id(subject));
        return switch (relation) {
            case PREPARER, AUTHOR -> Set.of(batch.preparedBy());
            case STARTER -> cases.open(new CaseRef("period-close", batch.period().value()), "periodClose").stream()
                    .flatMap(close -> close.openedBy().stream())
                    .collect(Collectors.toUnmodifiableSet());
            case SIGNER -> approvals.of(subject).stream()
                    .filter(approval -> approval.step().equals(PayoutBatch.SIGN))
                    .map(Approval::decidedBy)
                    .collect(Collectors.toUnmodifiableSet());
            case PARTY -> payouts.payees(batch.id());
            case CLAIMANT, RULER -> Set.of();
        };
    }

    @Override
    public boolean inScope(User user, GuardedTask task) {
        return true;
    }
}
