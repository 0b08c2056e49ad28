package io.attain.bank;

/** The life of a change of bank details. */
public enum BankDetailState {
    PROPOSED, APPROVED, REJECTED
}
