package io.attain.dispute;

import java.time.Instant;
import java.util.Optional;

import io.attain.shared.Money;

/**
 * How a dispute goes its way.
 *
 * @param about        what kind of mistake is claimed
 * @param expected     what the claimant expects to be paid more, where he said it
 * @param stake        the most that anyone's pay would move, computed when it was filed
 * @param sitting      whether the decider decides alone
 * @param askedFrom    where it goes on once the information is given
 * @param needsFinance whether finance approves what was decided
 * @param approvalLate whether finance was late, so that its director approves
 * @param round        1, and one more for every appeal or reopening
 * @param appealedAt   when it was appealed; once only
 * @param reopenedAt   when new evidence reopened it; once only
 * @param closedAt     when the time for an appeal was over
 */
public record Course(
        ClaimReason about,
        Optional<Money> expected,
        Optional<Money> stake,
        Sitting sitting,
        Optional<DisputeState> askedFrom,
        boolean needsFinance,
        boolean approvalLate,
        int round,
        Optional<Instant> appealedAt,
        Optional<Instant> reopenedAt,
        Optional<Instant> closedAt) {}
