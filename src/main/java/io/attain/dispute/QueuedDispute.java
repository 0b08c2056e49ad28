package io.attain.dispute;

import java.util.Optional;

/**
 * A dispute in its place in the queue.
 *
 * @param deadline the clock that runs; empty once the dispute is over
 */
public record QueuedDispute(Dispute dispute, Optional<Deadline> deadline) {}
