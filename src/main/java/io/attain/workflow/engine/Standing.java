package io.attain.workflow.engine;

import java.util.Optional;

/**
 * How a person stands to a task.
 *
 * @param concerned whether the task is his business at all: role and scope
 * @param withheld  why he may not decide it although it is
 */
public record Standing(boolean concerned, Optional<String> withheld) {

    static final Standing NONE = new Standing(false, Optional.empty());
    static final Standing MAY = new Standing(true, Optional.empty());

    public boolean mayDecide() {
        return concerned && withheld.isEmpty();
    }
}
