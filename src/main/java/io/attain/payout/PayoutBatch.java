package io.attain.payout;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.attain.audit.CaseRef;
import io.attain.calculation.RunId;
import io.attain.identity.UserId;
import io.attain.period.PeriodId;
import io.attain.shared.Money;
import io.attain.shared.Refused;
import io.attain.shared.Sha256;

/**
 * What one run pays, to be signed and released as a whole. Its lines never change; a correction is another batch.
 *
 * @param totals          one per currency, ordered by currency code; empty when there is nothing to pay
 * @param digest          over period, run and all lines, and what is kept back of them: what the signatures are for
 * @param secondSignature whether the route asks for one; empty until the route is decided
 */
public record PayoutBatch(
        PayoutBatchId id,
        PeriodId period,
        RunId run,
        PayoutState state,
        UserId preparedBy,
        Instant preparedAt,
        int lineCount,
        List<Money> totals,
        Sha256 digest,
        Optional<Boolean> secondSignature,
        Optional<String> rejectionReason,
        Optional<Instant> releasedAt) {

    /** The step under which finance's signature is recorded. */
    public static final String SIGN = "sign-payout";

    /** The step under which the finance director's signature is recorded. */
    public static final String SECOND_SIGNATURE = "second-signature";

    public PayoutBatch {
        totals = List.copyOf(totals);
    }

    public CaseRef caseRef() {
        return new CaseRef("payout-batch", id.toString());
    }

    /** @throws Refused {@code payout-state} when its state does not lead to the next one */
    void requireMay(PayoutState next) {
        if (!state.mayBecome(next)) {
            throw new Refused("payout-state",
                    "Payout batch %s is %s.".formatted(id, state.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        }
    }
}
