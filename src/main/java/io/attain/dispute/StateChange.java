package io.attain.dispute;

import java.time.Instant;
import java.util.Optional;

/**
 * One change of a dispute's state, for systems that follow.
 *
 * @param seq rises with every change; what was read up to here need not be read again
 * @param was empty for the filing
 */
public record StateChange(
        long seq, DisputeId dispute, Optional<DisputeState> was, DisputeState became, Instant at) {}
