package io.attain.payout;

import java.util.Set;

/** The life of a payout batch. */
public enum PayoutState {

    /** Its content stands and can be looked at. */
    PREPARED,
    /** Its route is decided: one signature or two. */
    IN_APPROVAL,
    /** Every signature it needs is recorded. */
    SIGNED,
    /** Sent back with a reason; another batch takes its place. */
    REJECTED,
    /** Posted, and its payroll file is out. */
    RELEASED,
    /** Payroll has confirmed the payment. */
    PAID;

    private Set<PayoutState> successors() {
        return switch (this) {
            case PREPARED -> Set.of(IN_APPROVAL, REJECTED);
            case IN_APPROVAL -> Set.of(SIGNED, REJECTED);
            case SIGNED -> Set.of(RELEASED, REJECTED);
            case RELEASED -> Set.of(PAID);
            case REJECTED, PAID -> Set.of();
        };
    }

    public boolean mayBecome(PayoutState next) {
        return successors().contains(next);
    }
}
