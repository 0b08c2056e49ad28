package io.attain.reopening;

import java.time.Instant;
import java.util.Optional;

import io.attain.audit.CaseRef;
import io.attain.calculation.RunId;
import io.attain.identity.UserId;
import io.attain.period.PeriodId;
import io.attain.shared.Sha256;

/**
 * A request to open a locked period again, with its reason and its two names.
 *
 * @param run       the run the period was locked by
 * @param digest    of what would be undone, as it stood when it was asked for
 * @param decidedBy never who asked
 * @param outcome   why it was rejected or lapsed; empty otherwise
 */
public record Reopening(ReopeningId id, PeriodId period, RunId run, Sha256 digest, String reason, UserId askedBy,
        Instant askedAt, ReopeningState state, Optional<UserId> decidedBy, Optional<Instant> decidedAt,
        Optional<String> outcome) {

    public CaseRef caseRef() {
        return new CaseRef("period-reopening", id.toString());
    }
}
