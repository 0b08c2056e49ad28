package io.attain.calculation;

import java.time.LocalDate;
import java.util.Optional;

import io.attain.crediting.CreditId;
import io.attain.participant.ParticipantId;
import io.attain.plan.PlanVersionId;
import io.attain.sales.EventKey;
import io.attain.shared.Money;

/**
 * What one credit earned in one component, or the component without a credit.
 *
 * @param run       {@link RunId#PREVIEW} when nothing is stored
 * @param lineNo    from 1 within the participant, by plan, component and canonical order of credits
 * @param component the id of the component
 * @param event     none where there is no credit, as of a bonus
 * @param eventDate the last day of the period where there is no credit
 * @param text      the deal in a few words, or the component's name
 * @param credited  the credited amount; zero where there is no credit
 * @param amount    the commission, rounded half-up once
 * @param uncut     the same before the caps of component and plan and the budget
 */
public record ResultLine(RunId run, ParticipantId participant, int lineNo, String component, LineKind kind,
        Optional<EventKey> event, Optional<CreditId> credit, LocalDate eventDate, String text, Money credited,
        Money amount, Money uncut, PlanVersionId planVersion) {

    /** What a credit earned, whole. */
    public static ResultLine earned(RunId run, ParticipantId participant, int lineNo, String component, EventKey event,
            CreditId credit, LocalDate eventDate, String text, Money credited, Money amount,
            PlanVersionId planVersion) {
        return new ResultLine(run, participant, lineNo, component, LineKind.EARNED, Optional.of(event),
                Optional.of(credit), eventDate, text, credited, amount, amount, planVersion);
    }

    /** Whether a cap or the budget took something of it. */
    public boolean isCut() {
        return !amount.equals(uncut);
    }
}
