package io.attain.bank;

import java.time.LocalDate;
import java.util.Optional;

import io.attain.participant.ParticipantId;

/**
 * A change of bank details somebody asks for.
 *
 * @param validFrom the first pay date it counts for
 * @param holder    the name on the account, 1 to 70 characters
 */
public record BankDetailDraft(ParticipantId participant, LocalDate validFrom, String holder, Iban iban,
        Optional<Bic> bic) {

    public BankDetailDraft {
        holder = holder.strip();
    }
}
