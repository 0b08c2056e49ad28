package io.attain.crediting;

/** Port: the process that asks for the second person. Called within the transaction of the proposal. */
public interface CreditRulesWorkflow {

    void proposed(int number);
}
