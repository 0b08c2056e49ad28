package io.attain.payable;

import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import java.util.function.Supplier;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

import io.attain.calculation.RunId;
import io.attain.crediting.FxRates;
import io.attain.crediting.rule.ExchangeRates;
import io.attain.period.Period;
import io.attain.shared.Refused;

/** The rates of a period's last day. Those a run is paid at are written down when they are first asked for. */
@Component
class RatesOfPeriod {

    private final FxRates rates;
    private final JdbcClient jdbc;

    RatesOfPeriod(FxRates rates, JdbcClient jdbc) {
        this.rates = rates;
        this.jdbc = jdbc;
    }

    /** As they are listed when the first of them is asked for; who is paid in what the plan counts asks for none. */
    PayRates asOfNow(Period period) {
        Supplier<ExchangeRates> listed = SingletonSupplier.of(rates::all);
        return (from, to) -> listed.get().listedOn(from, to, period.lastDay())
                .map(one -> new PayRate(one.rate(), one.date()));
    }

    /**
     * The same from the first time a run asks for them, so that a rate corrected between the signatures and the lock changes
     * nothing of it.
     *
     * @return rates that refuse with {@code pay-rate-missing} where none is listed
     */
    PayRates ofRun(RunId run, Period period) {
        PayRates now = asOfNow(period);
        return (from, to) -> Optional.of(stored(run, from, to).orElseGet(() -> {
            PayRate rate = now.of(from, to).orElseThrow(() -> new Refused("pay-rate-missing",
                    "No exchange rate from %s to %s is listed for %s or before, but a plan in %s pays people in %s; import it and try again."
                            .formatted(from, to, period.lastDay(), from, to)));
            jdbc.sql("""
                    insert into payable.pay_rate (run_id, from_currency, to_currency, rate, listed_on)
                    values (:run, :from, :to, :rate, :on) on conflict do nothing
                    """)
                    .param("run", run.value())
                    .param("from", from.getCurrencyCode())
                    .param("to", to.getCurrencyCode())
                    .param("rate", rate.rate())
                    .param("on", rate.on())
                    .update();
            return stored(run, from, to).orElseThrow();
        }));
    }

    private Optional<PayRate> stored(RunId run, Currency from, Currency to) {
        return jdbc.sql("""
                select rate, listed_on from payable.pay_rate
                 where run_id = :run and from_currency = :from and to_currency = :to
                """)
                .param("run", run.value())
                .param("from", from.getCurrencyCode())
                .param("to", to.getCurrencyCode())
                .query((row, number) -> new PayRate(row.getBigDecimal("rate"),
                        row.getObject("listed_on", LocalDate.class)))
                .optional();
    }
}
