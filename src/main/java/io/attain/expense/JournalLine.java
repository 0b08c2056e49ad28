package io.attain.expense;

import java.time.YearMonth;

import io.attain.plan.PlanId;
import io.attain.shared.Money;

/**
 * One balanced line of a month's journal.
 *
 * @param debit  the account debited, in words
 * @param credit the account credited
 * @param amount more than zero
 */
public record JournalLine(YearMonth month, PlanId plan, String component, String debit, String credit, Money amount) {}
