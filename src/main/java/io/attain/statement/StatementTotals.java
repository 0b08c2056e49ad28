package io.attain.statement;

import io.attain.calculation.RunId;
import io.attain.participant.ParticipantId;
import io.attain.payable.Payable;
import io.attain.period.PeriodId;
import io.attain.shared.Money;

/**
 * The published totals of one statement, without its lines.
 *
 * @param carried  what was owed before, as a negative amount, usually zero
 * @param deferred what became payable of earlier periods, less what of this one waits for invoice, cash or its days
 * @param draw     advanced or guaranteed, less recovered
 * @param held     what holds (negative) and releases (positive) change of the payout
 * @param payable  earned + adjustments + carried + deferred + draw, to the cent
 */
public record StatementTotals(
        ParticipantId participant,
        PeriodId period,
        RunId run,
        Money earned,
        Money adjustments,
        Money carried,
        Money deferred,
        Money draw,
        Money held,
        Money payable) {

    static StatementTotals of(Payable payable) {
        return new StatementTotals(
                payable.participant(),
                payable.period(),
                payable.run(),
                payable.earned(),
                payable.adjustments(),
                payable.carried(),
                payable.deferred(),
                payable.draw(),
                payable.held(),
                payable.payable());
    }

    /** What the payout pays; zero or more. */
    public Money payout() {
        return payable.isNegative() ? held : payable.plus(held);
    }
}
