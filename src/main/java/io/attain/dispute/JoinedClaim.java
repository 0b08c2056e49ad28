package io.attain.dispute;

import java.time.Instant;
import java.util.List;

import io.attain.crediting.Share;
import io.attain.identity.UserId;
import io.attain.participant.ParticipantId;

/**
 * Another claim about the deal of an open dispute, decided together with the first.
 *
 * @param ordinal  2 for the second claim, and so on
 * @param proposed the whole split, totalling 100 percent
 */
public record JoinedClaim(int ordinal, ParticipantId claimant, String claimantName, UserId filedBy, Instant filedAt,
        String reason, List<Share> proposed) {

    public JoinedClaim {
        proposed = List.copyOf(proposed);
    }
}
