package io.attain.workflow.close;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.attain.calculation.RunId;
import io.attain.identity.UserId;
import io.attain.participant.ParticipantId;
import io.attain.payout.PayoutBatchId;
import io.attain.period.PeriodId;

/**
 * Where the close of a period stands. The run's checks and totals are asked of {@code Runs}, the variance of
 * {@code Statements}.
 *
 * @param round      the first freeze is round 1; each return to corrections starts another
 * @param run        the run of this round, once frozen
 * @param chunks     into how many parts the calculation was cut; 0 before the freeze
 * @param chunksDone how many of them are calculated
 * @param teams      the managers asked in this round
 * @param batch      the payout prepared in this round
 * @param returned   why the close went back to corrections, the latest first
 * @param problems   what is stuck, for the operators
 */
public record CloseStatus(PeriodId period, CloseStep step, int round, Optional<RunId> run, int chunks, int chunksDone,
        List<TeamReview> teams, Optional<PayoutBatchId> batch, List<Return> returned, List<String> problems,
        Optional<UserId> startedBy, Optional<Instant> startedAt) {

    /** Whether a close is on its way. */
    public boolean running() {
        return switch (step) {
            case NOT_STARTED, AWAITING_CONFIRMATION, DONE, CANCELLED, REOPENED -> false;
            default -> true;
        };
    }

    /** Whether the close may still be cancelled. */
    public boolean cancellable() {
        return running() && step.compareTo(CloseStep.LOCKING) < 0;
    }

    /**
     * A manager's review of his team.
     *
     * @param decision empty while it waits
     */
    public record TeamReview(ParticipantId manager, String name, Optional<Decision> decision) {}

    /** What a manager decided. */
    public record Decision(boolean approved, String by, Optional<String> reason, Instant at) {}

    /**
     * A return to corrections.
     *
     * @param step who returned it, in words ("Review by Dustin Brinkmann", "Sign-off")
     */
    public record Return(int round, String step, String by, String reason, Instant at) {}
}
