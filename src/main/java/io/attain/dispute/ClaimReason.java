package io.attain.dispute;

/** What kind of mistake a claim is about. */
public enum ClaimReason {
    WRONG_SPLIT("The deal is shared wrongly"), MISSING_DEAL("A deal is missing"), WRONG_RATE(
            "The rate or the tier is wrong"), WRONG_QUOTA("The quota is wrong"), WRONG_DATE(
                    "The date is wrong"), RETURN_TAKEN("A return was taken back wrongly"), OTHER("Something else");

    private final String words;

    ClaimReason(String words) {
        this.words = words;
    }

    /** The reason in words for people. */
    public String words() {
        return words;
    }

    /** Whether other shares of the deal are what is wanted. */
    public boolean isAboutShares() {
        return this == WRONG_SPLIT || this == MISSING_DEAL;
    }
}
