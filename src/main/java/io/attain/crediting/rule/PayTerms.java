package io.attain.crediting.rule;

import java.util.Currency;

import io.attain.plan.language.Conversion;
import io.attain.shared.DateRange;

/**
 * How the plan of a participant counts money on a day.
 *
 * @param currency   of the plan
 * @param conversion which rate it converts with
 * @param period     the period of the plan's calendar the day lies in; it has an end
 */
public record PayTerms(Currency currency, Conversion conversion, DateRange period) {}
