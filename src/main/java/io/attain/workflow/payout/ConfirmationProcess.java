package io.attain.workflow.payout;

/** The names in {@code bpmn/payment-confirmation.bpmn}. */
final class ConfirmationProcess {

    static final String PROCESS = "paymentConfirmation";
    static final String CONFIRM_PAYMENTS = "userTask_confirmPayments";
    static final String PAYMENTS_SETTLED = "attain.paymentsSettled";

    private ConfirmationProcess() {}
}
