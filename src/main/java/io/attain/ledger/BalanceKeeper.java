package io.attain.ledger;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Takes postings into the running balances every minute and checks all of them once a day, on every node alike. */
@Component
@ConditionalOnProperty(name = "attain.ledger.keep-balances", matchIfMissing = true)
class BalanceKeeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(BalanceKeeper.class);

    private final RunningBalances balances;
    private volatile boolean running;
    private @Nullable ScheduledExecutorService executor;

    BalanceKeeper(RunningBalances balances) {
        this.balances = balances;
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(BalanceKeeper::thread);
        started.scheduleWithFixedDelay(() -> quietly(balances::advance), 1, 1, TimeUnit.MINUTES);
        started.scheduleWithFixedDelay(() -> quietly(this::check), 5, 24 * 60, TimeUnit.MINUTES);
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

    private void check() {
        BalanceCheck found = balances.check();
        if (found.agrees()) {
            LOG.info("{} running balances agree with the entries of the ledger", found.accounts());
        } else {
            found.differing().forEach(one -> LOG.error("running balance of {}: {} is kept, {} is posted",
                    one.account().inWords(), one.kept(), one.posted()));
        }
    }

    /** A failure of one look must not end the looking. */
    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            LOG.warn("the running balances are looked at again later", failure);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "balances");
        thread.setDaemon(true);
        return thread;
    }
}
