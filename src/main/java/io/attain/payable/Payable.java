package io.attain.payable;

import java.util.List;

import io.attain.calculation.RunId;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.shared.Money;

/**
 * What a run makes payable to one participant, in the currency the participant is paid in.
 *
 * @param run         {@link RunId#PREVIEW} when nothing is stored
 * @param carried     what was owed before, as a negative amount; where a draw is in force, what became of it in the
 *                    period, since a draw pays whatever is owed
 * @param uncollected what more waits for invoice or cash than before; of any sign
 * @param heldBack    what more is kept back than before; of any sign
 * @param draw        advanced or guaranteed, less recovered; of any sign
 * @param held        what holds (negative) and releases (positive) change of the payout
 * @param opening     what was advanced and owed before
 * @param waits       what is not payable at the end of the period
 * @param exchanges   what of it was earned in other currencies, each at its rate; contained in the sums
 */
public record Payable(ParticipantId participant, PeriodId period, RunId run, Money earned, Money adjustments,
        Money carried, Money uncollected, Money heldBack, Money draw, Money held, Balances opening,
        Settlement settlement, List<Waits> waits, List<Exchange> exchanges) {

    public Payable {
        waits = List.copyOf(waits);
        exchanges = List.copyOf(exchanges);
    }

    /** What became payable of earlier periods, less what of this one waits; of any sign. */
    public Money deferred() {
        return uncollected.plus(heldBack).negate();
    }

    /** Before holds; negative where the rest is carried as a receivable. */
    public Money payable() {
        return earned.plus(adjustments).plus(carried).plus(deferred()).plus(draw);
    }

    /** What the payout pays; zero or more. */
    public Money payout() {
        return payable().isNegative() ? held : payable().plus(held);
    }
}
