package io.attain.dispute;

import java.util.Optional;

import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;

/**
 * Which disputes are asked for; what is empty asks for all.
 *
 * @param open   those on which somebody still has to act, or those that are over
 * @param overdue those whose running clock is over
 * @param text   part of the deal's id or of the claimant's id, whatever its case; blank for all
 */
public record DisputeFilter(Optional<Boolean> open, boolean overdue, Optional<DisputeState> state,
        Optional<PeriodId> period, Optional<ParticipantId> claimant, String text) {

    public static final DisputeFilter ALL = new DisputeFilter(Optional.empty(), false, Optional.empty(),
            Optional.empty(), Optional.empty(), "");
}
