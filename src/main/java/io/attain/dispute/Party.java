package io.attain.dispute;

import java.time.Instant;
import java.util.Optional;

import io.attain.identity.UserId;
import io.attain.participant.ParticipantId;

/**
 * Someone credited with the deal when the claim was filed, other than the claimant.
 *
 * @param user the sign-in that answers; a counterpart without one cannot answer
 */
public record Party(
        ParticipantId participant,
        String name,
        Optional<UserId> user,
        Optional<Answer> answer,
        Optional<String> note,
        Optional<Instant> answeredAt) {

    public boolean hasAnswered() {
        return answer.isPresent();
    }
}
