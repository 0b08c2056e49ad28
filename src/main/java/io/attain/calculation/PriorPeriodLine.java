package io.attain.calculation;

import java.time.LocalDate;
import java.util.Optional;

import io.attain.crediting.CreditId;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.plan.PlanVersionId;
import io.attain.sales.EventKey;
import io.attain.shared.Money;

/**
 * A prior-period adjustment: what one line of a locked period comes to by what is known now, beside what it was last
 * known to come to. The difference is paid in the open period.
 *
 * @param period      the locked period that the line belongs to
 * @param planVersion the version the line follows now; where there is none any more, the one it followed
 * @param event       none where there is no credit, as of a bonus
 * @param text        the deal in a few words, or the component's name
 * @param credited    the amount credited now; zero where nothing is
 * @param before      as it was paid: the line of the accepted run and all earlier adjustments of it
 * @param after       as it is now
 * @param splitBefore the version of the split set it was paid by, 0 for none
 * @param splitAfter  the version it follows now, 0 for none
 * @param cause       for people to read, at most 500 characters
 */
public record PriorPeriodLine(ParticipantId participant, PeriodId period, PlanVersionId planVersion, String component,
        LineKind kind, Optional<EventKey> event, Optional<CreditId> credit, LocalDate eventDate, String text,
        Money credited, Money before, Money after, int splitBefore, int splitAfter, String cause) {

    /** What is paid, or taken when negative; never zero. */
    public Money amount() {
        return after.minus(before);
    }

    /**
     * The difference as a line beside those of a run.
     *
     * @param ordinal from 1; the line's number is the negative of it
     */
    public ResultLine asLine(RunId run, int ordinal) {
        return new ResultLine(run, participant, -ordinal, component, kind, event, credit, eventDate, text, credited,
                amount(), amount(), planVersion);
    }
}
