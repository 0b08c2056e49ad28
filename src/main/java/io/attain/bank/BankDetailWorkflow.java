package io.attain.bank;

/** Port: the process that asks for the second name. Called within the transaction of the proposal. */
public interface BankDetailWorkflow {

    void proposed(BankDetailId id);
}
