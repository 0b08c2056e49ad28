package io.attain.payout;

import java.time.LocalDate;

import io.attain.participant.ParticipantId;
import io.attain.shared.Money;

/**
 * What one participant is paid, with the particulars of the day the batch was prepared.
 *
 * @param amount          positive
 * @param finalSettlement whether it settles the account of somebody who has left; then no minimum applies
 */
public record PayoutLine(
        ParticipantId participant,
        String name,
        String employeeNumber,
        String legalEntity,
        String costCentre,
        LocalDate payDate,
        Money amount,
        boolean finalSettlement) {}
