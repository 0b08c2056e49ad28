package io.attain.workflow.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attain.audit.CaseRef;
import io.attain.identity.UserId;

/**
 * A task as its reader may see it.
 *
 * @param id          the task's id, as it appears in addresses
 * @param key         which step this is, for instance {@code userTask_reviewPlan}
 * @param title       what is to be done, in business words
 * @param process     the name of the process, in business words
 * @param processKey  the id of the process, for instance {@code planLifecycle}
 * @param subject     what the task is about
 * @param formKey     the name of the form, for instance {@code review-plan}
 * @param formSchema  the form as form-js JSON
 * @param formInitial values the form starts with
 * @param facts       what to know before deciding
 * @param link        the page about the subject, within this application
 * @param overdue     whether it waits although it was due
 * @param assignee    who has claimed the task
 * @param actingFor   the name of whoever is away and whose task it is; empty for the reader's own
 * @param withheld    why the reader may not decide this task although his role could; empty when he may
 */
public record TaskView(String id, String key, String title, String process, String processKey, CaseRef subject,
        String formKey, String formSchema, Map<String, Object> formInitial, List<Fact> facts, String link,
        Optional<Instant> due, boolean overdue, Instant created, Optional<UserId> assignee, Optional<String> actingFor,
        Optional<String> withheld) {

    /** Whether the reader may complete this task. */
    public boolean open() {
        return withheld.isEmpty();
    }
}
