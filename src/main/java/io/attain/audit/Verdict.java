package io.attain.audit;

/** How an approver decided. */
public enum Verdict {
    APPROVED, REJECTED
}
