package io.attain.web;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.workflow.close.CloseProgress;
import io.attain.workflow.close.CloseStep;
import io.attain.workflow.close.PeriodClose;

/**
 * Tells open pages how a close comes along. What is told is read from the database once a second and period, however
 * many pages look on, so any node can tell it and a page that reconnects is told the present state first.
 */
@Controller
class CloseEvents {

    private static final Logger LOG = LoggerFactory.getLogger(CloseEvents.class);

    /** A browser connects again by itself after this. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final PeriodClose closes;
    private final Periods periods;
    private final Map<PeriodId, Set<SseEmitter>> watching = new ConcurrentHashMap<>();
    private final Map<PeriodId, CloseProgress> told = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("close-events").unstarted(task));

    CloseEvents(PeriodClose closes, Periods periods) {
        this.closes = closes;
        this.periods = periods;
        clockwork.scheduleWithFixedDelay(this::tellAll, 1, 1, TimeUnit.SECONDS);
    }

    @PreDestroy
    void end() {
        clockwork.shutdownNow();
        watching.values().forEach(emitters -> emitters.forEach(SseEmitter::complete));
    }

    /** What a page is told; seconds are absent when they cannot be told. */
    record Told(String step, String label, int round, int participants, int done, Optional<Long> secondsLeft,
            String words, boolean moving) {

        static Told of(CloseProgress progress) {
            return new Told(progress.step().name(), progress.step().label(), progress.round(),
                    progress.participants(), progress.participantsDone(),
                    progress.remaining().map(Duration::toSeconds), progress.inWords(), progress.moving());
        }
    }

    @GetMapping(path = "/close/{period}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @PreAuthorize(May.READ_EVERYTHING)
    @ResponseBody
    SseEmitter events(@PathVariable String period) {
        PeriodId id = periods.find(Ids.period(period)).orElseThrow(Ids::missing).id();
        SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        CloseProgress now = closes.progress(id);
        if (!tell(emitter, now)) {
            return emitter;
        }
        if (ended(now)) {
            emitter.complete();
            return emitter;
        }
        Set<SseEmitter> emitters = watching.computeIfAbsent(id, fresh -> ConcurrentHashMap.newKeySet());
        emitters.add(emitter);
        emitter.onCompletion(() -> emitters.remove(emitter));
        emitter.onTimeout(emitter::complete);
        emitter.onError(gone -> emitters.remove(emitter));
        return emitter;
    }

    private void tellAll() {
        for (Map.Entry<PeriodId, Set<SseEmitter>> one : watching.entrySet()) {
            if (one.getValue().isEmpty()) {
                told.remove(one.getKey());
                continue;
            }
            try {
                CloseProgress now = closes.progress(one.getKey());
                if (!now.equals(told.put(one.getKey(), now))) {
                    one.getValue().removeIf(emitter -> !tell(emitter, now));
                }
                if (ended(now)) {
                    one.getValue().forEach(SseEmitter::complete);
                    one.getValue().clear();
                }
            } catch (DataAccessException | TransactionException unreachable) {
                // The database is away for a moment; pages are told when it is back.
                LOG.debug("progress of {} could not be read", one.getKey(), unreachable);
            }
        }
    }

    private static boolean tell(SseEmitter emitter, CloseProgress progress) {
        try {
            emitter.send(SseEmitter.event().name("progress").data(Told.of(progress), MediaType.APPLICATION_JSON));
            return true;
        } catch (IOException | IllegalStateException gone) {
            return false;
        }
    }

    private static boolean ended(CloseProgress progress) {
        return progress.step() == CloseStep.NOT_STARTED || progress.step() == CloseStep.DONE
                || progress.step() == CloseStep.AWAITING_CONFIRMATION
                || progress.step() == CloseStep.CANCELLED || progress.step() == CloseStep.REOPENED;
    }
}
