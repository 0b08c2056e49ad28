package io.attain.sales;

import java.time.LocalDate;
import java.util.Optional;

import io.attain.participant.ParticipantId;
import io.attain.shared.Money;

/** A deal as its latest revision says. {@code value} is absent while the deal is open. */
public record Deal(EventKey key, int revision, DealStage stage, Optional<LocalDate> engageDate,
        Optional<LocalDate> closeDate, ParticipantId seller, String product, Optional<String> account,
        Optional<Money> value, DealState state) {}
