package io.attain.bank;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

import io.attain.audit.CaseRef;
import io.attain.identity.UserId;
import io.attain.participant.ParticipantId;
import io.attain.shared.Sha256;

/**
 * Where a participant is paid to from a day on, with its two names.
 *
 * @param decidedBy      never who proposed it nor the participant
 * @param decisionReason why it was rejected; empty on an approval
 */
public record BankDetail(BankDetailId id, ParticipantId participant, LocalDate validFrom, String holder, Iban iban,
        Optional<Bic> bic, BankDetailState state, UserId proposedBy, Instant proposedAt, Optional<UserId> decidedBy,
        Optional<Instant> decidedAt, Optional<String> decisionReason) {

    public CaseRef caseRef() {
        return new CaseRef("bank-detail", id.toString());
    }

    /** The digest of what an approver approves. */
    public Sha256 digest() {
        return Sha256.of("bank-detail\n%s\n%s\n%s\n%s\n%s".formatted(participant.value(), validFrom, holder,
                iban.value(), bic.map(Bic::value).orElse("")));
    }
}
