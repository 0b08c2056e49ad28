package io.attain.workflow.payout;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

import io.attain.calculation.Corrections;
import io.attain.crediting.FxRates;
import io.attain.crediting.rule.ExchangeRates;
import io.attain.ledger.Adjustment;
import io.attain.ledger.Adjustments;
import io.attain.participant.ParticipantId;
import io.attain.payout.PayoutBatch;
import io.attain.payout.PayoutBatches;
import io.attain.period.Periods;
import io.attain.shared.Money;

/** What the routing table and those who sign look at: how much, how far off the last payout, how much adjusted. */
@Component
class RoutingFigures {

    private static final Currency WHEN_NOTHING_WAS_EVER_PAID = Currency.getInstance("USD");

    private final PayoutBatches payouts;
    private final Periods periods;
    private final Adjustments adjustments;
    private final Corrections corrections;
    private final FxRates rates;

    RoutingFigures(PayoutBatches payouts, Periods periods, Adjustments adjustments, Corrections corrections,
            FxRates rates) {
        this.payouts = payouts;
        this.periods = periods;
        this.adjustments = adjustments;
        this.corrections = corrections;
        this.rates = rates;
    }

    /**
     * The figures of one batch.
     *
     * @param several         whether it pays in several currencies; then the others say nothing
     * @param total           in the only currency; when the batch pays nobody nothing, in that of the last payout
     * @param last            what the period before paid in this currency; zero when nothing
     * @param variancePercent against the last, away from zero; 0 when that is nothing
     * @param adjusted        adjustments and corrections, without their signs
     */
    record Figures(boolean several, Money total, Money last, long variancePercent, Money adjusted) {}

    Figures of(PayoutBatch batch) {
        List<Money> totals = batch.totals();
        List<Money> last = periods.before(batch.period()).flatMap(period -> payouts.live(period.id()))
                .map(PayoutBatch::totals).orElse(List.of());
        Currency currency = Stream.concat(totals.stream(), last.stream()).findFirst().map(Money::currency)
                .orElse(WHEN_NOTHING_WAS_EVER_PAID);
        boolean several = totals.size() > 1 || totals.isEmpty() && last.size() > 1;
        long total = of(currency, totals);
        long before = of(currency, last);
        return new Figures(several, Money.ofMinor(total, currency), Money.ofMinor(before, currency),
                varianceInPercent(total, before), Money.ofMinor(adjusted(batch, currency), currency));
    }

    private static long of(Currency currency, List<Money> totals) {
        return totals.stream().filter(total -> total.currency().equals(currency)).mapToLong(Money::minor).sum();
    }

    static long varianceInPercent(long total, long before) {
        return before == 0
                ? 0
                : BigDecimal.valueOf(total).subtract(BigDecimal.valueOf(before)).movePointRight(2)
                        .divide(BigDecimal.valueOf(before), 0, RoundingMode.UP).min(BigDecimal.valueOf(Long.MAX_VALUE))
                        .longValueExact();
    }

    /**
     * Adjustments in this currency without their signs, each by itself, and the corrections of locked periods, whose
     * lines cancel each other out, by person. What a plan counts in another currency is converted as the payout converts
     * it; without a rate none of it could have been prepared.
     */
    private long adjusted(PayoutBatch batch, Currency currency) {
        record Whose(ParticipantId participant, Currency counted) {}
        Map<Whose, Money> corrected = new HashMap<>();
        corrections.of(batch.run()).forEach(line -> corrected.merge(
                new Whose(line.participant(), line.amount().currency()), line.amount(), Money::plus));
        LocalDate lastDay = periods.get(batch.period()).lastDay();
        Supplier<ExchangeRates> listed = SingletonSupplier.of(rates::all);
        return Stream.concat(
                corrected.values().stream().flatMap(amount -> in(currency, amount, lastDay, listed).stream()),
                adjustments.approvedOf(batch.period()).stream().map(Adjustment::amount)
                        .filter(amount -> amount.currency().equals(currency)))
                .mapToLong(amount -> Math.abs(amount.minor())).sum();
    }

    private static Optional<Money> in(Currency currency, Money amount, LocalDate day,
            Supplier<ExchangeRates> listed) {
        return amount.currency().equals(currency)
                ? Optional.of(amount)
                : listed.get().on(amount.currency(), currency, day)
                        .map(rate -> ExchangeRates.converted(amount, rate, currency));
    }
}
