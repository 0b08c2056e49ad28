package io.attain.workflow.close;

/** Where the close of a period stands. */
public enum CloseStep {
    NOT_STARTED("Not started"), EXCEPTIONS("Exceptions to resolve or waive"), FREEZING("Freezing inputs"), CALCULATING(
            "Calculating"), RECONCILING(
                    "Reconciling"), TEAM_REVIEW("Managers review their teams"), CORRECTIONS(
                            "Corrections"), PAYOUT_PREPARATION(
                                    "Finance prepares the payout"), PAYOUT_SIGN_OFF(
                                            "Finance signs off the payout"), SECOND_SIGNATURE(
                                                    "Second signature"), LOCKING("Locking the period"), RELEASE_DUE(
                                                            "Locked; the payout is released when it is due"), REOPENING_ASKED(
                                                                    "Locked; the payout waits for a reopening to be decided"), RELEASING(
                                                                            "Releasing the payout"), AWAITING_CONFIRMATION(
                                                                                    "Locked and released; payments to be confirmed"), DONE(
                                                                                            "Locked and paid"), CANCELLED(
                                                                                                    "Cancelled"), REOPENED(
                                                                                                            "Reopened after the lock");

    private final String label;

    CloseStep(String label) {
        this.label = label;
    }

    /** Whether the engine is at work, and nobody is waited for. */
    public boolean movesByItself() {
        return switch (this) {
            case FREEZING, CALCULATING, RECONCILING, LOCKING, RELEASING -> true;
            case NOT_STARTED, EXCEPTIONS, TEAM_REVIEW, CORRECTIONS, PAYOUT_PREPARATION, PAYOUT_SIGN_OFF,
                    SECOND_SIGNATURE, RELEASE_DUE, REOPENING_ASKED, AWAITING_CONFIRMATION, DONE, CANCELLED, REOPENED ->
                false;
        };
    }

    /** The step in business words. */
    public String label() {
        return label;
    }
}
