package io.attain.workflow.inbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attain.audit.Verdict;
import io.attain.identity.UserId;
import io.attain.shared.Sha256;
import io.attain.workflow.engine.GuardedTask;

/** What one kind of user task shows and does. The guards have let the person through before anything here is called. */
public interface TaskStep {

    /** The id of the user task in its model. */
    String taskKey();

    /** What is to be done, naming the subject. */
    String title(GuardedTask task);

    /** What to know before deciding. */
    List<Fact> facts(GuardedTask task);

    /** The page about the subject. */
    String link(GuardedTask task);

    /** Values the form starts with. */
    default Map<String, Object> initial(GuardedTask task) {
        return Map.of();
    }

    /**
     * Carries the decision into the domain, in the transaction that completes the task. The decision is on record by
     * then.
     *
     * @return what to note as approval; empty where the step approves nothing
     */
    Optional<Approving> decide(GuardedTask task, FormValues values);

    /**
     * What an approval is of.
     *
     * @param step        the step's name among the approvals of the subject
     * @param submittedBy whose work was judged; never the person who judges
     * @param digest      the content that was shown
     */
    record Approving(String step, Verdict verdict, UserId submittedBy, Sha256 digest) {}
}
