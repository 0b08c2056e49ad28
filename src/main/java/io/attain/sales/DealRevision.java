package io.attain.sales;

import java.time.Instant;

/** One observation of a deal, with the batch it came in. An undone revision is kept and counts for nothing. */
public record DealRevision(Deal deal, ImportBatchId batch, Instant recordedAt, boolean undone) {}
