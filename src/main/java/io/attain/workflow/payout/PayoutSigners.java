package io.attain.workflow.payout;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.identity.Users;
import io.attain.payout.PayoutBatch;
import io.attain.payout.PayoutState;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.engine.HumanTasks;
import io.attain.workflow.engine.TaskGuard;

/** Whose signature a payout waits for, so that a payout nobody may sign is seen before it sticks. */
@Component
public class PayoutSigners {

    private final HumanTasks tasks;
    private final TaskGuard guard;
    private final Users users;

    PayoutSigners(HumanTasks tasks, TaskGuard guard, Users users) {
        this.tasks = tasks;
        this.guard = guard;
        this.users = users;
    }

    /**
     * A signature that is still to be given.
     *
     * @param second whether it is the second one
     * @param role   whose it is
     * @param may    the names of those who have signed in before and may give it, in their order
     * @param kept   the others of the role, and what keeps each of them from it
     */
    public record Wanted(boolean second, Role role, List<String> may, List<Kept> kept) {}

    /** Somebody of the role who may not sign. */
    public record Kept(String name, String because) {}

    /** Empty when no signature is waited for. */
    public Optional<Wanted> wanted(PayoutBatch batch) {
        if (batch.state() != PayoutState.PREPARED && batch.state() != PayoutState.IN_APPROVAL) {
            return Optional.empty();
        }
        return tasks.waiting(batch.caseRef(), "userTask_").stream()
                .filter(task -> task.taskKey().equals(PayoutProcess.SIGN_PAYOUT)
                        || task.taskKey().equals(PayoutProcess.SECOND_SIGNATURE))
                .findFirst()
                .map(this::wanted);
    }

    private Wanted wanted(GuardedTask task) {
        Role role = task.roles().stream().min(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalStateException("nobody may do " + task.taskKey()));
        List<User> all = users.withRole(role);
        return new Wanted(task.taskKey().equals(PayoutProcess.SECOND_SIGNATURE), role,
                all.stream().filter(user -> guard.standing(user, task).mayDecide()).map(User::displayName).toList(),
                all.stream().flatMap(user -> guard.standing(user, task).withheld().stream()
                        .map(because -> new Kept(user.displayName(), because))).toList());
    }
}
