package io.attain.bank;

/** The number of a change of bank details. */
public record BankDetailId(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
