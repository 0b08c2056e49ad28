package io.attain.payable;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What one unit of a plan's currency is worth in a pay currency.
 *
 * @param rate above zero
 * @param on   the day it is listed for: the last day of the period, or the last day before it that has one
 */
public record PayRate(BigDecimal rate, LocalDate on) {}
