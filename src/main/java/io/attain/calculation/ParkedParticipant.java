package io.attain.calculation;

import io.attain.participant.ParticipantId;

/** Someone a run could not compute, and why. */
public record ParkedParticipant(ParticipantId participant, String reason) {}
