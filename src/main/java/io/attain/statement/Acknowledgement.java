package io.attain.statement;

import java.time.Instant;

import io.attain.calculation.RunId;
import io.attain.identity.UserId;
import io.attain.participant.ParticipantId;

/** That somebody has read a published statement of the own pay. It takes no right away: every line can still be disputed. */
public record Acknowledgement(ParticipantId participant, RunId run, UserId by, Instant at) {}
