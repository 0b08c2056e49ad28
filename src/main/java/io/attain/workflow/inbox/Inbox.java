package io.attain.workflow.inbox;

import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import io.attain.shared.Refused;

/**
 * The tasks of the signed-in person and the one way to complete them: form checked, domain called, decision recorded
 * and process moved on, all in one transaction. What a person may see and decide is asked of the domain, never of
 * process variables.
 */
@Component
public class Inbox {

    /**
     * What waits for the signed-in person, the most urgent first: tasks of his roles within his scope, and those he is
     * kept from by four eyes, marked so.
     */
    public List<TaskView> tasks() {
        return List.of();
    }

    /** How many tasks the signed-in person may decide now. */
    public int count() {
        return 0;
    }

    /**
     * One task, if the signed-in person may see it.
     *
     * @throws Refused when it is done or never was
     * @throws org.springframework.security.access.AccessDeniedException when it is somebody else's
     */
    public TaskView get(String taskId) {
        throw new Refused("task-gone", "This task is already done.");
    }

    /** Takes the task, so that colleagues see who is at it. */
    public void claim(String taskId) {
        throw new Refused("task-gone", "This task is already done.");
    }

    /** Gives a claimed task back. */
    public void unclaim(String taskId) {
        throw new Refused("task-gone", "This task is already done.");
    }

    /**
     * Decides a task with the values of its form.
     *
     * @param values form fields by their keys; an unknown key, a missing required field or an option that is not
     *               offered is refused
     * @throws Refused when the form is not filled in properly or the domain says no, with a sentence for the person
     */
    public void complete(String taskId, Map<String, String> values) {
        throw new Refused("task-gone", "This task is already done.");
    }
}
