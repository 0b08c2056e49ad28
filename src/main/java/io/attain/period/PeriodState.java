package io.attain.period;

import java.util.Set;

/** The life of a period, and which step may follow which. Only {@link Periods#reopen} opens a locked one again. */
public enum PeriodState {

    /** Takes deals, splits, decisions and adjustments. */
    OPEN,
    /** Its inputs are being frozen, calculated and reviewed; opens again when the close is cancelled. */
    CLOSING,
    /** Statements are published and nothing in it changes any more; not yet paid. May be reopened when it is the latest. */
    LOCKED,
    /** Its payroll file is out. */
    PAID;

    private Set<PeriodState> successors() {
        return switch (this) {
            case OPEN -> Set.of(CLOSING);
            case CLOSING -> Set.of(OPEN, LOCKED);
            case LOCKED -> Set.of(PAID);
            case PAID -> Set.of();
        };
    }

    public boolean mayBecome(PeriodState next) {
        return successors().contains(next);
    }

    /** Whether statements of the period are final. */
    public boolean isFinal() {
        return this == LOCKED || this == PAID;
    }
}
