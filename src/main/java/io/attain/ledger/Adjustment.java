package io.attain.ledger;

import java.time.Instant;
import java.util.Optional;

import io.attain.audit.CaseRef;
import io.attain.identity.UserId;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.shared.Money;
import io.attain.shared.Sha256;

/**
 * A manual correction with its reason and its two names.
 *
 * @param decidedBy      never who proposed it
 * @param decisionReason why it was rejected; empty on an approval
 */
public record Adjustment(
        AdjustmentId id,
        ParticipantId participant,
        PeriodId period,
        Money amount,
        String reason,
        AdjustmentState state,
        UserId proposedBy,
        Instant proposedAt,
        Optional<UserId> decidedBy,
        Optional<Instant> decidedAt,
        Optional<String> decisionReason) {

    public CaseRef caseRef() {
        return new CaseRef("adjustment", id.toString());
    }

    /** The digest of what an approver approves. */
    public Sha256 digest() {
        return Sha256.of("adjustment\n%s\n%s\n%s\n%d\n%s"
                .formatted(participant.value(), period, amount.currency().getCurrencyCode(), amount.minor(), reason));
    }
}
