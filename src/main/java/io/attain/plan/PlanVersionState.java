package io.attain.plan;

/** The life of a plan version. Once published it never changes. */
public enum PlanVersionState {

    DRAFT, IN_REVIEW, PUBLISHED, WITHDRAWN;

    public boolean mayBecome(PlanVersionState next) {
        return switch (this) {
            case DRAFT -> next == IN_REVIEW || next == WITHDRAWN;
            case IN_REVIEW -> next == DRAFT || next == PUBLISHED || next == WITHDRAWN;
            case PUBLISHED, WITHDRAWN -> false;
        };
    }
}
