package io.attain.dispute;

import java.util.List;

import io.attain.crediting.Share;

/** What a counterpart says to a claim. */
public sealed interface Answer {

    /** The claim is right. */
    record Agree() implements Answer {}

    /** It is not. */
    record Contest() implements Answer {}

    /**
     * Another split would be right.
     *
     * @param shares the whole split, totalling 100 percent
     */
    record Counter(List<Share> shares) implements Answer {
        public Counter {
            shares = List.copyOf(shares);
        }
    }
}
