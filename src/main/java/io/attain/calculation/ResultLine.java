package io.attain.calculation;

import java.time.LocalDate;

import io.attain.crediting.CreditId;
import io.attain.participant.ParticipantId;
import io.attain.plan.PlanVersionId;
import io.attain.sales.EventKey;
import io.attain.shared.Money;

/**
 * What one credit earned in one component.
 *
 * @param run       {@link RunId#PREVIEW} when nothing is stored
 * @param lineNo    from 1 within the participant, by plan, component and canonical order of credits
 * @param component the id of the component
 * @param text      the deal in a few words, for people
 * @param credited  the credited amount
 * @param amount    the commission, rounded half-up once
 */
public record ResultLine(RunId run, ParticipantId participant, int lineNo, String component, EventKey event,
        CreditId credit, LocalDate eventDate, String text, Money credited, Money amount, PlanVersionId planVersion) {}
