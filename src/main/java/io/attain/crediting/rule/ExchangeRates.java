package io.attain.crediting.rule;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

import io.attain.plan.language.Conversion;
import io.attain.shared.DateRange;
import io.attain.shared.Money;

/**
 * Dated rates between currencies. A rate is how many major units of one currency one major unit of the other is worth. A
 * day without one takes the last before it; an inverse counts only if it is listed itself.
 */
public final class ExchangeRates {

    /** One day's rate. */
    public record Listed(Currency from, Currency to, LocalDate date, BigDecimal rate) {

        public Listed {
            if (rate.signum() <= 0 || from.equals(to)) {
                throw new IllegalArgumentException("not an exchange rate: " + rate + " from " + from + " to " + to);
            }
        }
    }

    private record Pair(Currency from, Currency to) {}

    private static final MathContext CUT = new MathContext(34, RoundingMode.DOWN);

    private final Map<Pair, NavigableMap<LocalDate, BigDecimal>> rates = new HashMap<>();

    public ExchangeRates(Collection<Listed> listed) {
        listed.forEach(one -> rates.computeIfAbsent(new Pair(one.from(), one.to()), pair -> new TreeMap<>())
                .put(one.date(), one.rate()));
    }

    public static ExchangeRates none() {
        return new ExchangeRates(List.of());
    }

    /** The rate of a day, or the last before it. */
    public Optional<BigDecimal> on(Currency from, Currency to, LocalDate day) {
        return listedOn(from, to, day).map(Listed::rate);
    }

    /** The same with the day it is listed for. */
    public Optional<Listed> listedOn(Currency from, Currency to, LocalDate day) {
        return Optional.ofNullable(listed(from, to).floorEntry(day))
                .map(entry -> new Listed(from, to, entry.getKey(), entry.getValue()));
    }

    /**
     * The mean of the rates listed for days of the period, cut toward zero at 34 digits; where none is, that of its first
     * day.
     */
    public Optional<BigDecimal> average(Currency from, Currency to, DateRange period) {
        NavigableMap<LocalDate, BigDecimal> within = listed(from, to).subMap(period.from(), true, period.to(), false);
        if (within.isEmpty()) {
            return on(from, to, period.from());
        }
        BigDecimal sum = within.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return Optional.of(sum.divide(BigDecimal.valueOf(within.size()), CUT));
    }

    /**
     * The rate a plan converts with.
     *
     * @param period the one the day lies in
     */
    public Optional<BigDecimal> rate(Currency from, Currency to, Conversion conversion, LocalDate day,
            DateRange period) {
        if (from.equals(to)) {
            return Optional.of(BigDecimal.ONE);
        }
        return switch (conversion) {
            case EVENT_DATE -> on(from, to, day);
            case PERIOD_AVERAGE -> average(from, to, period);
            case PERIOD_END -> on(from, to, period.lastDay());
        };
    }

    /** The amount in another currency: major units × rate, rounded half-up once to its minor unit. */
    public static Money converted(Money amount, BigDecimal rate, Currency to) {
        return amount.currency().equals(to)
                ? amount
                : Money.rounded(amount.toDecimal().multiply(rate), to, RoundingMode.HALF_UP);
    }

    private NavigableMap<LocalDate, BigDecimal> listed(Currency from, Currency to) {
        return rates.getOrDefault(new Pair(from, to), new TreeMap<>());
    }
}
