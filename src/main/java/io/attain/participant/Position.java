package io.attain.participant;

import io.attain.shared.DateRange;

/** What a participant was in a span of time. {@code office} is empty where none is known. */
public record Position(ParticipantId participant, String title, String office, DateRange valid) {}
