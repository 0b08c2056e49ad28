package io.attain.split;

import java.util.Optional;

import io.attain.identity.UserId;
import io.attain.participant.ParticipantId;

/**
 * Someone who has to agree, because he shares the deal now or would.
 *
 * @param reply what he said to the latest terms; empty for who proposed them
 */
public record Sharer(ParticipantId participant, String name, UserId user, Optional<Reply> reply) {

    public enum Reply {
        CONFIRMED, DECLINED, COUNTERED
    }
}
