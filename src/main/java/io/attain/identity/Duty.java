package io.attain.identity;

import java.util.Arrays;
import java.util.Optional;

/** What is asked of a named person, and of nobody else of his role; what somebody else can stand in for. */
public enum Duty {

    DISPUTES("dispute", "Disputes to decide"), SHARES_AHEAD("split-request", "Shares ahead to decide"), TEAM_REVIEWS(
            "period-close", "Team results to review");

    private final String subjectType;
    private final String label;

    Duty(String subjectType, String label) {
        this.subjectType = subjectType;
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** The duty that tasks about such subjects belong to. */
    public static Optional<Duty> about(String subjectType) {
        return Arrays.stream(values()).filter(duty -> duty.subjectType.equals(subjectType)).findFirst();
    }
}
