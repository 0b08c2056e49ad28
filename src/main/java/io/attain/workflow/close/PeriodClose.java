package io.attain.workflow.close;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.AuditTrail;
import io.attain.calculation.RunId;
import io.attain.calculation.Runs;
import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.identity.Users;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.payout.PayoutBatch;
import io.attain.payout.PayoutBatchId;
import io.attain.payout.PayoutBatches;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.shared.Refused;
import io.attain.workflow.engine.Cases;
import io.attain.workflow.engine.EngineAuthority;
import io.attain.workflow.engine.HumanTasks;
import io.attain.workflow.history.Picture;
import io.attain.workflow.history.ProcessPictures;

/** The close of a period as people start, follow and cancel it. The caller checks who may look. */
@Component
public class PeriodClose {

    /** Where the close stands by the element it stands at; the payout approval it calls has steps of its own. */
    private static final Map<String, CloseStep> STEPS = Map.ofEntries(
            Map.entry(CloseProcess.RESOLVE_EXCEPTIONS, CloseStep.EXCEPTIONS),
            Map.entry(CloseProcess.FREEZE, CloseStep.FREEZING),
            Map.entry(CloseProcess.CALCULATE_CHUNK, CloseStep.CALCULATING),
            Map.entry(CloseProcess.RECONCILE, CloseStep.RECONCILING),
            Map.entry(CloseProcess.REVIEW_TEAM, CloseStep.TEAM_REVIEW),
            Map.entry(CloseProcess.OPEN_FOR_CORRECTIONS, CloseStep.CORRECTIONS),
            Map.entry(CloseProcess.CORRECT, CloseStep.CORRECTIONS),
            Map.entry(CloseProcess.REOPEN, CloseStep.CANCELLED),
            Map.entry(CloseProcess.LOCK, CloseStep.LOCKING),
            Map.entry(CloseProcess.RELEASE_DUE, CloseStep.RELEASE_DUE),
            Map.entry(CloseProcess.REOPENING_ASKED, CloseStep.REOPENING_ASKED),
            Map.entry(CloseProcess.RELEASE, CloseStep.RELEASING),
            Map.entry(CloseProcess.EVIDENCE, CloseStep.RELEASING));

    private final RuntimeService runtime;
    private final HistoryService history;
    private final EngineAuthority authority;
    private final Cases cases;
    private final HumanTasks tasks;
    private final CloseRounds rounds;
    private final CloseReturns returns;
    private final ProcessPictures pictures;
    private final Periods periods;
    private final Runs runs;
    private final PayoutBatches payouts;
    private final Participants participants;
    private final Users users;
    private final AuditTrail audit;
    private final CurrentUser currentUser;
    private final Clock clock;

    PeriodClose(RuntimeService runtime, HistoryService history, EngineAuthority authority, Cases cases,
            HumanTasks tasks, CloseRounds rounds, CloseReturns returns, ProcessPictures pictures, Periods periods,
            Runs runs, PayoutBatches payouts, Participants participants, Users users, AuditTrail audit,
            CurrentUser currentUser, Clock clock) {
        this.runtime = runtime;
        this.history = history;
        this.authority = authority;
        this.cases = cases;
        this.tasks = tasks;
        this.rounds = rounds;
        this.returns = returns;
        this.pictures = pictures;
        this.periods = periods;
        this.runs = runs;
        this.payouts = payouts;
        this.participants = participants;
        this.users = users;
        this.audit = audit;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /**
     * Calculates the open period with the code of the close and posts nothing.
     *
     * @throws Refused when the period is not open
     */
    @Transactional
    public RunId dryRun(PeriodId period) {
        requireCompAdmin();
        if (periods.get(period).state() != PeriodState.OPEN) {
            throw new Refused("close-not-open", period + " is not open, so there is nothing to try out.");
        }
        return runs.dryRun(period).id();
    }

    /**
     * Starts the close; the signed-in comp admin is kept from signing it off.
     *
     * @throws Refused when the period is not the open one or is being closed already
     */
    @Transactional
    public void start(PeriodId period) {
        requireCompAdmin();
        Period held = periods.hold(period);
        if (cases.open(CloseProcess.subject(period), CloseProcess.PROCESS).isPresent()) {
            throw new Refused("close-running", period + " is being closed already.");
        }
        if (held.state() != PeriodState.OPEN) {
            throw new Refused("close-not-open", period + " is closed already.");
        }
        periods.whyNotClose(held).ifPresent(refused -> {
            throw new Refused("close-order", refused.sentence());
        });
        authority.unchecked(() -> runtime.startProcessInstanceByKey(CloseProcess.PROCESS, period.value()));
        audit.record("close.started", CloseProcess.subject(period).toString(), Map.of("period", period.value()));
    }

    /**
     * Gives the close up and opens the period again; nothing was posted yet.
     *
     * @throws Refused when the period is already locked or no close is on its way
     */
    @Transactional
    public void cancel(PeriodId period, String reason) {
        requireCompAdmin();
        if (reason.isBlank()) {
            throw new Refused("close-reason", "Say why the close is cancelled.");
        }
        Period held = periods.hold(period);
        Cases.Case open = cases.open(CloseProcess.subject(period), CloseProcess.PROCESS)
                .orElseThrow(() -> new Refused("close-none", period + " is not being closed."));
        if (held.state().isFinal()) {
            throw new Refused("close-locked", period + " is locked; its close can no longer be cancelled.");
        }
        try {
            authority.unchecked(() -> runtime.createMessageCorrelation(CloseProcess.CLOSE_CANCELLED)
                    .processInstanceId(open.processInstanceId())
                    .correlate());
        } catch (MismatchingMessageCorrelationException past) {
            throw new Refused("close-signed", "The payout of " + period + " is signed; the close goes through.");
        }
        audit.record("close.cancelled", CloseProcess.subject(period).toString(),
                Map.of("period", period.value(), "reason", reason.strip()));
    }

    /** Where the period's latest close stands. */
    @Transactional
    public CloseStatus status(PeriodId period) {
        return cases.of(CloseProcess.subject(period)).stream()
                .filter(one -> one.processKey().equals(CloseProcess.PROCESS))
                .findFirst()
                .map(close -> status(period, close))
                .orElseGet(() -> new CloseStatus(period, CloseStep.NOT_STARTED, 0, Optional.empty(), 0, 0, List.of(),
                        Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.empty()));
    }

    /** How far the period's latest close has come. */
    @Transactional
    public CloseProgress progress(PeriodId period) {
        CloseStatus status = status(period);
        return CloseProgress.of(status.step(), status.round(), status.run().flatMap(runs::progress), clock.instant());
    }

    private CloseStatus status(PeriodId period, Cases.Case close) {
        Optional<Picture> picture = pictures.all(CloseProcess.subject(period)).stream()
                .filter(one -> one.processInstanceId().equals(close.processInstanceId()))
                .findFirst();
        List<CloseRounds.Round> all = rounds.of(close.processInstanceId());
        Optional<CloseRounds.Round> round = all.stream().findFirst();
        int earlier = all.stream().skip(1).mapToInt(CloseRounds.Round::chunks).sum();
        int chunks = round.map(CloseRounds.Round::chunks).orElse(0);
        int done = Math.clamp(chunksDone(close.processInstanceId()) - earlier, 0, chunks);
        Optional<PayoutBatchId> batch = round.flatMap(current -> payouts.ofPeriod(period).stream()
                .filter(one -> one.run().equals(current.run()))
                .map(PayoutBatch::id)
                .findFirst());
        return new CloseStatus(period, step(period, close, picture), Math.max(1, all.size()),
                round.map(CloseRounds.Round::run), chunks, done, round.map(this::reviews).orElse(List.of()), batch,
                returns.of(close.processInstanceId(), period), picture.map(Picture::incidents).orElse(List.of()),
                close.openedBy(), Optional.of(close.openedAt()));
    }

    private CloseStep step(PeriodId period, Cases.Case close, Optional<Picture> picture) {
        if (close.closedAt().isPresent()) {
            if (picture.filter(drawn -> drawn.completed().contains(CloseProcess.REOPENED_END)).isPresent()) {
                return CloseStep.REOPENED;
            }
            return picture.filter(drawn -> drawn.completed().contains(CloseProcess.CANCELLED_END)).isPresent()
                    ? CloseStep.CANCELLED
                    : awaitsConfirmation(period) ? CloseStep.AWAITING_CONFIRMATION : CloseStep.DONE;
        }
        return picture.stream()
                .flatMap(drawn -> drawn.active().stream())
                .flatMap(active -> active.equals(CloseProcess.APPROVE_PAYOUT)
                        ? payoutStep(period).stream()
                        : Optional.ofNullable(STEPS.get(active)).stream())
                .max(Comparator.naturalOrder())
                .orElse(CloseStep.FREEZING);
    }

    private boolean awaitsConfirmation(PeriodId period) {
        return payouts.live(period).filter(batch -> cases.open(batch.caseRef(), "paymentConfirmation").isPresent())
                .isPresent();
    }

    private Optional<CloseStep> payoutStep(PeriodId period) {
        return pictures.all(CloseProcess.subject(period)).stream()
                .filter(one -> one.processKey().equals("payoutApproval") && one.ended().isEmpty())
                .findFirst()
                .map(one -> one.active().contains("userTask_preparePayout")
                        ? CloseStep.PAYOUT_PREPARATION
                        : one.active().contains("userTask_secondSignature")
                                ? CloseStep.SECOND_SIGNATURE
                                : CloseStep.PAYOUT_SIGN_OFF);
    }

    private List<CloseStatus.TeamReview> reviews(CloseRounds.Round round) {
        Map<String, HumanTasks.Decision> decisions = tasks.decisionsIn(round.processInstanceId()).stream()
                .filter(decision -> decision.taskKey().equals(CloseProcess.REVIEW_TEAM))
                .filter(decision -> decision.round() == round.number())
                .collect(Collectors.toMap(HumanTasks.Decision::part, Function.identity()));
        return rounds.asked(round).stream()
                .map(manager -> new CloseStatus.TeamReview(manager, name(manager),
                        Optional.ofNullable(decisions.get(manager.value()))
                                .map(made -> new CloseStatus.Decision(made.outcome().equals("approve"),
                                        users.nameOf(made.decidedBy()), made.reason(), made.decidedAt()))))
                .toList();
    }

    private int chunksDone(String processInstanceId) {
        return authority.unchecked(() -> (int) history.createHistoricActivityInstanceQuery()
                .processInstanceId(processInstanceId)
                .activityId(CloseProcess.CALCULATE_CHUNK)
                .finished()
                .count());
    }

    private String name(ParticipantId id) {
        return participants.find(id).map(Participant::name).orElse(id.value());
    }

    private void requireCompAdmin() {
        if (!currentUser.get().has(Role.COMP_ADMIN)) {
            throw new AccessDeniedException("a comp admin runs the close");
        }
    }
}
