package io.attain.workflow.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.attain.audit.CaseRef;

/**
 * One process instance, to be drawn with its path marked.
 *
 * @param xml       the BPMN diagram
 * @param active    ids of the elements where the case stands now
 * @param completed ids of the elements passed
 * @param flows     ids of the sequence flows taken
 * @param steps     what happened, in order
 * @param incidents what is stuck and why
 */
public record Picture(String processInstanceId, String processKey, String processName, CaseRef subject, String xml,
        Set<String> active, Set<String> completed, Set<String> flows, List<Step> steps, List<String> incidents,
        Instant started, Optional<Instant> ended) {

    /**
     * One element passed or stood at.
     *
     * @param who     display name of the person who decided, for user tasks
     * @param outcome what was decided, in words
     */
    public record Step(String activityId, String name, String type, Optional<String> who, Optional<String> outcome,
            Optional<String> reason, Instant started, Optional<Instant> ended) {}
}
