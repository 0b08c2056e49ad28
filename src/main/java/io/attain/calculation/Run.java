package io.attain.calculation;

import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;

import io.attain.period.PeriodId;
import io.attain.shared.Money;
import io.attain.shared.Sha256;

/**
 * One calculation of a period.
 *
 * @param number       from 1 within the period
 * @param startedBy    the user id, or {@code system}
 * @param participants how many are in it, parked ones included
 * @param parked       how many could not be computed
 * @param inputDigest  over the frozen inputs by their business keys
 * @param resultDigest over the ordered lines by their business keys; there once it is calculated
 * @param totals       Σ lines by currency; empty until it is calculated
 */
public record Run(RunId id, PeriodId period, RunKind kind, int number, RunState state, String startedBy,
        Instant startedAt, int participants, int parked, int chunks, long credits, long lines, Sha256 inputDigest,
        Optional<Sha256> resultDigest, Map<Currency, Money> totals) {}
