package io.attain.demo;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Brings the demo to life at the first start, in the background, while people may already sign in. A later start finds
 * every step done and does nothing; a start after a killed one goes on where it stopped.
 */
@Component
@InDemo
public class DemoSeeding {

    private static final Logger LOG = LoggerFactory.getLogger(DemoSeeding.class);

    private final List<DemoStep> steps;
    private final JdbcClient jdbc;
    private final DemoUsers people;
    private final boolean startWithApplication;
    private final CompletableFuture<Progress> whole = new CompletableFuture<>();
    private volatile Progress progress;
    private volatile Optional<Thread> worker = Optional.empty();

    DemoSeeding(DemoSteps steps, JdbcClient jdbc, DemoUsers people,
            @Value("${attain.demo.start-with-application:true}") boolean startWithApplication) {
        this.steps = steps.inOrder();
        this.jdbc = jdbc;
        this.people = people;
        this.startWithApplication = startWithApplication;
        this.progress = new Progress(0, this.steps.size(), "Getting ready", Optional.empty());
    }

    /**
     * How far the demo is.
     *
     * @param done    steps finished
     * @param of      steps in all
     * @param title   what is being done
     * @param failure why it stopped, if it did
     */
    public record Progress(int done, int of, String title, Optional<String> failure) {

        public boolean finished() {
            return done == of;
        }
    }

    public Progress progress() {
        return progress;
    }

    /** Completes when the demo is whole; fails when a step does. */
    public CompletionStage<Progress> whenWhole() {
        return whole;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        if (startWithApplication) {
            worker = Optional.of(Thread.ofPlatform().name("demo").daemon(true).start(this::seedInBackground));
        }
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        worker.ifPresent(Thread::interrupt);
    }

    /** Takes every step that is not done yet, on this thread. */
    public void seed() {
        people.introduce();
        for (int i = 0; i < steps.size(); i++) {
            DemoStep step = steps.get(i);
            progress = new Progress(i, steps.size(), step.title(), Optional.empty());
            if (!done(step)) {
                LOG.info("Demo {} of {}: {}", i + 1, steps.size(), step.title());
                step.run();
                jdbc.sql("insert into demo.step (key) values (:key) on conflict do nothing")
                        .param("key", step.key())
                        .update();
            }
        }
        progress = new Progress(steps.size(), steps.size(), "The demo is complete", Optional.empty());
        whole.complete(progress);
    }

    private void seedInBackground() {
        try {
            seed();
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            progress = new Progress(progress.done(), progress.of(), progress.title(),
                    Optional.of(String.valueOf(e.getMessage())));
            LOG.error("The demo stopped at \"{}\". The next start goes on from there.", progress.title(), e);
            whole.completeExceptionally(e);
        }
    }

    private boolean done(DemoStep step) {
        return jdbc.sql("select count(*) from demo.step where key = :key")
                .param("key", step.key())
                .query(Long.class)
                .single() > 0;
    }
}
