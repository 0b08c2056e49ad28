package io.attain.payable;

import java.time.LocalDate;

import io.attain.shared.Money;

/**
 * What makes an event payable, bit by bit: an invoice, or cash received. On the same tax basis as what was booked.
 *
 * @param amount negative for a credit note or a bounced payment
 */
public record Cash(LocalDate on, Money amount) {}
