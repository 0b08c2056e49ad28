package io.attain.dispute;

import io.attain.identity.UserId;
import io.attain.participant.ParticipantId;
import java.time.Instant;
import java.util.Optional;

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
