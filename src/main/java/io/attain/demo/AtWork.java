package io.attain.demo;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

import io.attain.identity.ActingUser;
import io.attain.identity.User;
import io.attain.workflow.inbox.Inbox;
import io.attain.workflow.inbox.TaskView;

/** Lets the people of the demo work through their inboxes, each with the rights of his own role. */
@Component
@InDemo
class AtWork {

    private static final Logger LOG = LoggerFactory.getLogger(AtWork.class);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final ActingUser acting;
    private final Inbox inbox;
    private final DemoUsers people;

    AtWork(ActingUser acting, Inbox inbox, DemoUsers people) {
        this.acting = acting;
        this.inbox = inbox;
        this.people = people;
    }

    void as(String userName, Runnable work) {
        acting.as(people.named(userName), work);
    }

    /** The first open task of the user that matches. */
    Optional<TaskView> task(String userName, Predicate<TaskView> which) {
        User user = people.named(userName);
        return acting.as(user, () -> inbox.tasks().stream().filter(TaskView::open).filter(which).findFirst());
    }

    /** Completes one task of that kind if the user has one; says whether he had. */
    boolean decide(String userName, String taskKey, Map<String, String> form) {
        Optional<TaskView> task = task(userName, candidate -> candidate.key().equals(taskKey));
        task.ifPresent(found -> complete(userName, found, form));
        return task.isPresent();
    }

    void complete(String userName, TaskView task, Map<String, String> form) {
        as(userName, () -> inbox.complete(task.id(), form));
    }

    /**
     * Repeats the work until the goal is reached: the engine's own threads do their part in between.
     *
     * @throws IllegalStateException when it is not reached in three minutes
     */
    void until(String goal, BooleanSupplier reached, Runnable work) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the demo waited three minutes in vain for: " + goal);
            }
            try {
                work.run();
            } catch (OptimisticLockingFailureException somebodyWasFaster) {
                LOG.debug("{}: somebody was faster, trying again", goal, somebodyWasFaster);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the demo was stopped while it was being seeded", e);
        }
    }
}
