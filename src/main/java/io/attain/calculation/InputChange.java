package io.attain.calculation;

import java.util.Optional;

import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.sales.EventKey;

/**
 * Something that one participant's pay of a locked period depends on, and that is known otherwise now than when the
 * period was last calculated.
 *
 * @param event   the sales event whose credits differ; none where quota, plan, position or manager do
 * @param revision of the event as it is known now; 0 where there is none
 * @param version names what is known now; empty when all is again as the period was closed with
 * @param cause   for people to read, at most 500 characters
 */
public record InputChange(PeriodId period, ParticipantId participant, Optional<EventKey> event, int revision,
        String version, String cause) {}
