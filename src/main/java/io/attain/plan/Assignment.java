package io.attain.plan;

import io.attain.participant.ParticipantId;
import io.attain.shared.DateRange;

/** Someone is in a plan for a span of time. Spans of one participant in one plan never overlap. */
public record Assignment(ParticipantId participant, PlanId plan, DateRange range) {}
