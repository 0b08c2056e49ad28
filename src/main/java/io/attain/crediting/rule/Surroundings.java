package io.attain.crediting.rule;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import io.attain.crediting.Credit;
import io.attain.participant.ParticipantId;
import io.attain.sales.EventKey;

/** What crediting has to know besides the event, all as of a day. A close reads it from tables, a simulation from a document. */
public interface Surroundings {

    Responsibilities responsibilities();

    ReportingTree reportingTree();

    ExchangeRates rates();

    /** The split sets in force for the event: at most one that shares it, at most one beside it. */
    List<AgreedSplit> splits(EventKey event);

    /** How the participant's plan counts money on that day; in the event's own currency when there is no plan. */
    Optional<PayTerms> payTerms(ParticipantId participant, LocalDate day);

    /** Whether anything this manager is paid by counts what is rolled up to him on that day. */
    boolean countsRollup(ParticipantId manager, LocalDate day);

    /** The credits of an event that another one refers to; none when it is not known or credited to nobody. */
    List<Credit> credits(EventKey original);
}
