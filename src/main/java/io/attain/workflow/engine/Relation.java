package io.attain.workflow.engine;

import java.util.Arrays;

/** How a person can be entangled with a subject so that four eyes keep him from deciding it. */
public enum Relation {

    AUTHOR("author", "You wrote it, so somebody else decides."), STARTER("starter",
            "You started this close, so somebody else decides."), PREPARER("preparer",
                    "You prepared this payout, so somebody else signs it."), SIGNER("signer",
                            "You gave the first signature, so somebody else gives the second."), CLAIMANT("claimant",
                                    "You filed this claim, so the other side answers."), PARTY("party",
                                            "You are a party to this, so somebody else decides."), RULER(
                                                    "ruler",
                                                    "You decided this dispute, so somebody else looks at it.");

    private final String key;
    private final String sentence;

    Relation(String key, String sentence) {
        this.key = key;
        this.sentence = sentence;
    }

    /** The word for it in process models. */
    public String key() {
        return key;
    }

    /** Why the person may not decide, said to that person. */
    public String sentence() {
        return sentence;
    }

    /**
     * @throws IllegalArgumentException for a word no relation has
     */
    public static Relation fromKey(String key) {
        return Arrays.stream(values())
                .filter(relation -> relation.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no relation is called " + key));
    }
}
