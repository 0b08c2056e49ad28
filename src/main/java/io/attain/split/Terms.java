package io.attain.split;

import java.time.Instant;
import java.util.List;

import io.attain.crediting.Share;
import io.attain.participant.ParticipantId;

/**
 * Shares as somebody proposed them, totalling 100 percent.
 *
 * @param round 1 for what was proposed first, one more for each counter-proposal
 */
public record Terms(int round, ParticipantId proposedBy, List<Share> shares, String note, Instant proposedAt) {

    public Terms {
        shares = List.copyOf(shares);
    }
}
