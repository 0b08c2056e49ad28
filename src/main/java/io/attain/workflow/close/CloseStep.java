package io.attain.workflow.close;

/** Where the close of a period stands. */
public enum CloseStep {
    NOT_STARTED("Not started"), FREEZING("Freezing inputs"), CALCULATING("Calculating"), RECONCILING(
            "Reconciling"), TEAM_REVIEW("Managers review their teams"), CORRECTIONS("Corrections"), PAYOUT_PREPARATION(
                    "Finance prepares the payout"), PAYOUT_SIGN_OFF("Finance signs off the payout"), SECOND_SIGNATURE(
                            "Second signature"), LOCKING("Locking the period"), RELEASING(
                                    "Releasing the payout"), DONE("Locked and paid"), CANCELLED("Cancelled");

    private final String label;

    CloseStep(String label) {
        this.label = label;
    }

    /** The step in business words. */
    public String label() {
        return label;
    }
}
