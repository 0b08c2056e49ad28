package io.attain.workflow.close;

/** Where the close of a period stands. */
public enum CloseStep {
    NOT_STARTED("Not started"), EXCEPTIONS("Exceptions to resolve or waive"), FREEZING("Freezing inputs"), CALCULATING(
            "Calculating"), RECONCILING(
                    "Reconciling"), TEAM_REVIEW("Managers review their teams"), CORRECTIONS(
                            "Corrections"), PAYOUT_PREPARATION(
                                    "Finance prepares the payout"), PAYOUT_SIGN_OFF(
                                            "Finance signs off the payout"), SECOND_SIGNATURE(
                                                    "Second signature"), LOCKING("Locking the period"), RELEASING(
                                                            "Releasing the payout"), DONE(
                                                                    "Locked and paid"), CANCELLED("Cancelled");

    private final String label;

    CloseStep(String label) {
        this.label = label;
    }

    /** Whether the engine is at work, and nobody is waited for. */
    public boolean movesByItself() {
        return switch (this) {
            case FREEZING, CALCULATING, RECONCILING, LOCKING, RELEASING -> true;
            case NOT_STARTED, EXCEPTIONS, TEAM_REVIEW, CORRECTIONS, PAYOUT_PREPARATION, PAYOUT_SIGN_OFF,
                    SECOND_SIGNATURE, DONE, CANCELLED ->
                false;
        };
    }

    /** The step in business words. */
    public String label() {
        return label;
    }
}
