package io.attain.statement;

import io.attain.calculation.RunId;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.shared.Money;

/**
 * The published totals of one statement, without its lines.
 *
 * @param payable earned + adjustments + carried, to the cent
 */
public record StatementTotals(
        ParticipantId participant,
        PeriodId period,
        RunId run,
        Money earned,
        Money adjustments,
        Money carried,
        Money payable) {}
