package io.attain.participant;

import io.attain.shared.DateRange;
import io.attain.shared.Money;

/** The target of one measure for one participant over one window. Windows of a measure never overlap. */
public record Quota(ParticipantId participant, String measure, DateRange window, Money amount) {}
