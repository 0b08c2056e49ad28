package io.attain.ledger;

/**
 * The outcome of posting.
 *
 * @param fresh false when the transfer was there already and nothing was written
 */
public record Posting(TransferId id, boolean fresh) {}
