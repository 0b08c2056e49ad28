package io.attain.sales.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attain.participant.ParticipantId;
import io.attain.sales.DealStage;
import io.attain.sales.EventKind;
import io.attain.sales.Touch;
import io.attain.shared.Money;

/**
 * A row of a deals or events file that can be taken, in our words.
 *
 * @param date of a deal, the day it was closed
 */
record StagedSale(Optional<DealStage> stage, Optional<ParticipantId> seller, String product, Optional<String> account,
        Optional<LocalDate> engaged, Optional<LocalDate> date, Optional<Money> value, Optional<Event> event) {

    /**
     * What only an event has.
     *
     * @param quantity in millionths
     * @param refersTo as the row names it
     */
    record Event(EventKind kind, Optional<Money> margin, long quantity, Optional<String> refersTo,
            Map<String, String> attributes, List<Touch> touches) {}
}
