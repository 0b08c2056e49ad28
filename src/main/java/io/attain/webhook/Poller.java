package io.attain.webhook;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks every two seconds for what is owed. Several nodes may do so side by side: the database hands out the work. */
@Component
@ConditionalOnProperty(name = "attain.webhooks.poll", matchIfMissing = true)
class Poller implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    private static final int SECONDS = 2;

    private final Messenger messenger;
    private volatile boolean running;
    private @Nullable ScheduledExecutorService executor;

    Poller(Messenger messenger) {
        this.messenger = messenger;
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(Poller::thread);
        started.scheduleWithFixedDelay(this::look, SECONDS, SECONDS, TimeUnit.SECONDS);
        executor = started;
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        ScheduledExecutorService started = executor;
        if (started != null) {
            started.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** A failure of one look must not end the looking. */
    private void look() {
        try {
            messenger.sendDue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.warn("webhooks are tried again in {} seconds", SECONDS, failure);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "webhooks");
        thread.setDaemon(true);
        return thread;
    }
}
