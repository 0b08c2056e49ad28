package io.attain.split;

/** A step of a split request that has a time limit. */
public enum SplitStep {
    CONFIRM, DECISION
}
