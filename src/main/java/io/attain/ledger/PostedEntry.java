package io.attain.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

import io.attain.period.PeriodId;
import io.attain.shared.Money;

/**
 * An entry as it stands in the ledger.
 *
 * @param amount positive is a debit, negative a credit
 * @param cause  of a hold or release
 * @param memo   why, in words
 */
public record PostedEntry(
        TransferId transfer,
        int line,
        TransferKind kind,
        PeriodId period,
        LocalDate effectiveOn,
        Account account,
        Money amount,
        Instant postedAt,
        String postedBy,
        String idempotencyKey,
        Optional<TransferId> reverses,
        Optional<String> cause,
        Optional<String> memo) {}
