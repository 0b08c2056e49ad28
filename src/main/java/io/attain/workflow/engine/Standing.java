package io.attain.workflow.engine;

import java.util.Optional;

import io.attain.identity.UserId;

/**
 * How a person stands to a task.
 *
 * @param concerned whether the task is his business at all: role and scope
 * @param withheld  why he may not decide it although it is
 * @param actingFor who is away and whose business it really is; empty when it is his own
 */
public record Standing(boolean concerned, Optional<String> withheld, Optional<UserId> actingFor) {

    static final Standing NONE = new Standing(false, Optional.empty(), Optional.empty());
    static final Standing MAY = new Standing(true, Optional.empty(), Optional.empty());

    public boolean mayDecide() {
        return concerned && withheld.isEmpty();
    }
}
