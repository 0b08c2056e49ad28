package io.attain.payout;

/**
 * An account of the general ledger.
 *
 * @param type the account of our ledger it stands for
 * @param code as the general ledger knows it, up to 20 characters
 */
public record GlAccount(String type, String code, String name) {}
