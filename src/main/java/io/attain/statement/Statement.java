package io.attain.statement;

import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.attain.calculation.PriorPeriodLine;
import io.attain.calculation.ResultLine;
import io.attain.calculation.RunId;
import io.attain.ledger.Adjustment;
import io.attain.participant.ParticipantId;
import io.attain.payable.Balances;
import io.attain.payable.Exchange;
import io.attain.payable.PayStep;
import io.attain.period.PeriodId;
import io.attain.shared.Money;

/**
 * What a participant sees of a period. It adds up, or it cannot be built: the lines total what was earned, the
 * adjustments total the adjustments, and both with what was carried in, what waits and what was drawn total the payable.
 * The lines are in the currency of the plan; all sums are in the currency of the pay.
 *
 * @param run     the run whose lines these are; none on a preview
 * @param carried  what was owed before, as a negative amount, usually zero
 * @param deferred what became payable of earlier periods, less what of this one waits for invoice, cash or its days
 * @param draw     advanced or guaranteed, less recovered
 * @param held     what holds (negative) and releases (positive) change of the payout
 * @param payable may be negative, then nothing is paid and the rest is carried to the next period
 * @param corrections what locked periods come to now, beside what they were paid; part of the adjustments
 * @param steps    from what was earned to what is paid, each with its reason
 * @param opening  what was advanced and owed before the period
 * @param exchanges what was earned in other currencies than the pay's, each at its rate
 * @param paid    what the period's payroll file paid so far
 */
public record Statement(
        ParticipantId participant,
        PeriodId period,
        StatementState state,
        Optional<RunId> run,
        Money earned,
        Money adjustments,
        Money carried,
        Money deferred,
        Money draw,
        Money held,
        Money payable,
        Money paid,
        List<ResultLine> lines,
        List<Adjustment> adjustmentLines,
        List<PriorPeriodLine> corrections,
        List<PayStep> steps,
        Balances opening,
        List<PlanOfStatement> plans,
        List<Exchange> exchanges) {

    public Statement {
        lines = List.copyOf(lines);
        adjustmentLines = List.copyOf(adjustmentLines);
        corrections = List.copyOf(corrections);
        steps = List.copyOf(steps);
        plans = List.copyOf(plans);
        exchanges = List.copyOf(exchanges);
        requireTotals("lines", lines.stream().map(ResultLine::amount).toList(),
                less(earned, exchanges, Exchange::earnedInPay), exchanges, Exchange::earned);
        requireTotals("adjustments",
                Stream.concat(adjustmentLines.stream().map(Adjustment::amount),
                        corrections.stream().map(PriorPeriodLine::amount)).toList(),
                less(adjustments, exchanges, Exchange::correctedInPay), exchanges, Exchange::corrected);
        requireTotal("payable", payable, List.of(earned, adjustments, carried, deferred, draw));
    }

    private static Money less(Money whole, List<Exchange> exchanges, Function<Exchange, Money> part) {
        return exchanges.stream().map(part).reduce(whole, Money::minus);
    }

    /** Each currency by itself. */
    private static void requireTotals(String what, List<Money> parts, Money own, List<Exchange> exchanges,
            Function<Exchange, Money> foreign) {
        Map<Currency, List<Money>> byCurrency = new HashMap<>(
                parts.stream().collect(Collectors.groupingBy(Money::currency)));
        requireTotal(what, own, taken(byCurrency, own.currency()));
        exchanges.forEach(exchange -> requireTotal(what, foreign.apply(exchange),
                taken(byCurrency, exchange.from())));
        byCurrency.forEach((currency, rest) -> requireTotal(what, Money.zero(currency), rest));
    }

    private static List<Money> taken(Map<Currency, List<Money>> byCurrency, Currency currency) {
        return Optional.ofNullable(byCurrency.remove(currency)).orElse(List.of());
    }

    private static void requireTotal(String what, Money total, List<Money> parts) {
        Money sum = parts.stream().reduce(Money.zero(total.currency()), Money::plus);
        if (!sum.equals(total)) {
            throw new IllegalStateException("a statement's " + what + " add up to " + sum + ", not to " + total);
        }
    }

    /** Whether the participant has not yet accepted a plan this statement was computed under. */
    public boolean hasUnacceptedPlan() {
        return plans.stream().anyMatch(plan -> !plan.isAccepted());
    }

    /** Σ lines in the currency of the plan; in that of the pay when that is the same. */
    public List<Money> earnedAsCounted() {
        return exchanges.isEmpty() ? List.of(earned) : exchanges.stream().map(Exchange::earned).toList();
    }
}
