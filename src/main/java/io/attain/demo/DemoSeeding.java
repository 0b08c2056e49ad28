package io.attain.demo;

import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Brings the demo to life at the first start, in the background, while people may already sign in. A later start finds
 * every step done and does nothing; a start after a killed one goes on where it stopped.
 */
@Component
@Profile("demo")
public class DemoSeeding {

    private static final Logger LOG = LoggerFactory.getLogger(DemoSeeding.class);

    private final List<DemoStep> steps;
    private final JdbcClient jdbc;
    private final DemoUsers people;
    private final ApplicationEventPublisher events;
    private volatile Progress progress;
    private volatile Optional<Thread> worker = Optional.empty();

    DemoSeeding(DemoSteps steps, JdbcClient jdbc, DemoUsers people, ApplicationEventPublisher events) {
        this.steps = steps.inOrder();
        this.jdbc = jdbc;
        this.people = people;
        this.events = events;
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

    /** Published once the demo is complete, at every start. */
    public record DemoReady() {
    }

    public Progress progress() {
        return progress;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        worker = Optional.of(Thread.ofPlatform().name("demo").daemon(true).start(this::seed));
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        worker.ifPresent(Thread::interrupt);
    }

    private void seed() {
        try {
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
            events.publishEvent(new DemoReady());
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            progress = new Progress(progress.done(), progress.of(), progress.title(),
                    Optional.of(String.valueOf(e.getMessage())));
            LOG.error("The demo stopped at \"{}\". Restart to go on from there; reset with the command in the README.",
                    progress.title(), e);
        }
    }

    private boolean done(DemoStep step) {
        return jdbc.sql("select count(*) from demo.step where key = :key")
                .param("key", step.key())
                .query(Long.class)
                .single() > 0;
    }
}
