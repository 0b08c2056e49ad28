package io.attain.dispute;

import java.util.Arrays;
import java.util.Set;

/** The life of a dispute. */
public enum DisputeState {
    FILED,
    /** A comp admin looks whether the claim is clear enough to be answered. */
    TRIAGE, WITH_COUNTERPART,
    /** With whoever decides. */
    WITH_MANAGER,
    /** The claimant was asked; the clock of who asked stands still. */
    INFORMATION_ASKED,
    /** Decided; a comp admin reviews what it changes. */
    COMP_REVIEW,
    /** Decided; finance approves the money. */
    FINANCE_APPROVAL,
    /** Decided and approved; takes effect once the close of the deal's period is through. */
    PERIOD_CLOSING, UPHELD, PARTLY, DENIED, WITHDRAWN,
    /** Triage found no claim in it. */
    REFUSED;

    /** Whether somebody still has to do something. */
    public boolean isOpen() {
        return switch (this) {
            case FILED, TRIAGE, WITH_COUNTERPART, WITH_MANAGER, INFORMATION_ASKED, COMP_REVIEW, FINANCE_APPROVAL,
                    PERIOD_CLOSING ->
                true;
            case UPHELD, PARTLY, DENIED, WITHDRAWN, REFUSED -> false;
        };
    }

    /** Whether it was decided and the decision stands. */
    public boolean isResolved() {
        return this == UPHELD || this == PARTLY || this == DENIED;
    }

    /** Whether other claims about the deal can still join it. */
    public boolean takesClaims() {
        return this == TRIAGE || this == WITH_COUNTERPART || this == WITH_MANAGER || this == INFORMATION_ASKED;
    }

    private Set<DisputeState> successors() {
        return switch (this) {
            case FILED -> Set.of(TRIAGE, WITH_COUNTERPART, WITH_MANAGER, WITHDRAWN, REFUSED);
            case TRIAGE -> Set.of(WITH_COUNTERPART, WITH_MANAGER, INFORMATION_ASKED, REFUSED, WITHDRAWN, UPHELD, PARTLY,
                    DENIED);
            case WITH_COUNTERPART -> Set.of(WITH_MANAGER, WITHDRAWN);
            case WITH_MANAGER -> Set.of(UPHELD, PARTLY, DENIED, WITHDRAWN, INFORMATION_ASKED, COMP_REVIEW,
                    FINANCE_APPROVAL, PERIOD_CLOSING);
            case INFORMATION_ASKED -> Set.of(TRIAGE, WITH_MANAGER, WITHDRAWN);
            case COMP_REVIEW -> Set.of(WITH_MANAGER, FINANCE_APPROVAL, PERIOD_CLOSING, UPHELD, PARTLY, WITHDRAWN);
            case FINANCE_APPROVAL -> Set.of(WITH_MANAGER, PERIOD_CLOSING, UPHELD, PARTLY, WITHDRAWN);
            case PERIOD_CLOSING -> Set.of(UPHELD, PARTLY, DENIED, WITHDRAWN);
            case UPHELD, PARTLY, DENIED -> Set.of(WITH_MANAGER, TRIAGE);
            case WITHDRAWN, REFUSED -> Set.of();
        };
    }

    public boolean mayBecome(DisputeState next) {
        return successors().contains(next);
    }

    /** The open ones, for queries. */
    static String[] open() {
        return Arrays.stream(values()).filter(DisputeState::isOpen).map(Enum::name).toArray(String[]::new);
    }

}
