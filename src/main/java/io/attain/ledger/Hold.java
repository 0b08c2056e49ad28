package io.attain.ledger;

import java.util.regex.Pattern;

import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.shared.Money;

/**
 * Pay to be held back, or a part of it to be released.
 *
 * @param key    posting the same key again changes nothing; the same key with another content is an error
 * @param period open or closing, and its payout not yet being signed
 * @param amount positive
 * @param cause  what it waits for: a kind and a number, such as {@code dispute/42}
 */
public record Hold(String key, ParticipantId participant, PeriodId period, Money amount, String cause) {

    private static final Pattern CAUSE = Pattern.compile("[a-z][a-z-]*/\\S{1,80}");

    public Hold {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("a hold is of something, not of " + amount);
        }
        if (!CAUSE.matcher(cause).matches()) {
            throw new IllegalArgumentException("a cause is a kind and a number, such as dispute/42, not " + cause);
        }
    }
}
