package io.attain.dispute;

import java.util.Set;

/** The life of a dispute. */
public enum DisputeState {
    FILED, WITH_COUNTERPART, WITH_MANAGER, INFORMATION_ASKED, UPHELD, PARTLY, DENIED, WITHDRAWN, REFUSED;

    private Set<DisputeState> successors() {
        return switch (this) {
            case FILED -> Set.of(WITH_COUNTERPART, WITH_MANAGER, WITHDRAWN, REFUSED);
            case WITH_COUNTERPART -> Set.of(WITH_MANAGER, WITHDRAWN);
            case WITH_MANAGER -> Set.of(UPHELD, PARTLY, DENIED, WITHDRAWN, INFORMATION_ASKED);
            case INFORMATION_ASKED -> Set.of(WITH_MANAGER, WITHDRAWN);
            case UPHELD, PARTLY, DENIED, WITHDRAWN, REFUSED -> Set.of();
        };
    }

    public boolean mayBecome(DisputeState next) {
        return successors().contains(next);
    }

    /** Whether somebody still has to do something. */
    public boolean isOpen() {
        return this == FILED || this == WITH_COUNTERPART || this == WITH_MANAGER || this == INFORMATION_ASKED;
    }
}
