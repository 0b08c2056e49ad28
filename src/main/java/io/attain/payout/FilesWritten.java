package io.attain.payout;

/** Files of a released batch were written after its release. Said within the transaction that writes them. */
public record FilesWritten(PayoutBatchId batch) {}
