package io.attain.dispute;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

import io.attain.identity.UserId;
import io.attain.participant.ParticipantId;
import io.attain.sales.EventKey;
import io.attain.shared.Money;
import io.attain.shared.Sha256;

/**
 * A deal as its claimant names it, because Attain does not know it. Compensation links it to the deal or event it is,
 * once an import has brought that in.
 *
 * @param reference what the claimant calls it: an order or contract number, up to 80 characters
 * @param customer  up to 120 characters
 * @param amount    above zero
 * @param percent   the share the claimant wants, above 0 and up to 100
 * @param linkedBy  who linked it; empty until then
 */
public record NamedDeal(String reference, String customer, Money amount, LocalDate soldOn, BigDecimal percent,
        Optional<UserId> linkedBy, Optional<Instant> linkedAt) {

    /** What no import can call its source. */
    private static final String SOURCE = "(claimed)";

    public NamedDeal {
        reference = reference.strip();
        customer = customer.strip();
    }

    /** One that is not linked yet. */
    public NamedDeal(String reference, String customer, Money amount, LocalDate soldOn, BigDecimal percent) {
        this(reference, customer, amount, soldOn, percent, Optional.empty(), Optional.empty());
    }

    /** Whether a dispute of this deal waits to be linked to one that Attain knows. */
    static boolean isUnknown(EventKey deal) {
        return deal.source().equals(SOURCE);
    }

    /** The deal of a dispute until it is linked: the same for the same claim of the same person. */
    static EventKey keyOf(ParticipantId claimant, String what) {
        return new EventKey(SOURCE, Sha256.of(claimant.value() + "\n" + what).hex());
    }
}
