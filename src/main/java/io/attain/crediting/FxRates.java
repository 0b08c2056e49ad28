package io.attain.crediting;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.AuditTrail;
import io.attain.crediting.rule.ExchangeRates;
import io.attain.crediting.rule.ExchangeRates.Listed;
import io.attain.identity.CurrentUser;

/** The dated rates between currencies. A corrected rate is kept beside what it said before. */
@Service
public class FxRates {

    private final JdbcClient jdbc;
    private final CurrentUser currentUser;
    private final Clock clock;

    FxRates(JdbcClient jdbc, CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /** All rates in force. */
    public ExchangeRates all() {
        return new ExchangeRates(listed());
    }

    /** All rates in force, by currencies and day. */
    List<Listed> listed() {
        return jdbc.sql("""
				select distinct on (from_currency, to_currency, day) from_currency, to_currency, day, rate
				  from crediting.exchange_rate order by from_currency, to_currency, day, revision desc
				""").query((row, number) -> new Listed(Currency.getInstance(row.getString("from_currency")),
                Currency.getInstance(row.getString("to_currency")), row.getObject("day", LocalDate.class),
                row.getBigDecimal("rate"))).list();
    }

    /**
     * Records a day's rate.
     *
     * @return what was known of that day before
     */
    @Transactional
    public Optional<BigDecimal> put(Listed rate) {
        Optional<BigDecimal> before = jdbc.sql("""
				select rate from crediting.exchange_rate
				 where from_currency = :from and to_currency = :to and day = :day order by revision desc limit 1
				""").param("from", rate.from().getCurrencyCode()).param("to", rate.to().getCurrencyCode())
                .param("day", rate.date()).query(BigDecimal.class).optional();
        if (before.isEmpty() || before.get().compareTo(rate.rate()) != 0) {
            jdbc.sql("""
					insert into crediting.exchange_rate (from_currency, to_currency, day, revision, rate, recorded_by, recorded_at)
					select :from, :to, :day, 1 + count(*), :rate, :by, :at from crediting.exchange_rate
					 where from_currency = :from and to_currency = :to and day = :day
					""").param("from", rate.from().getCurrencyCode()).param("to", rate.to().getCurrencyCode())
                    .param("day", rate.date()).param("rate", rate.rate())
                    .param("by", currentUser.find().map(user -> user.id().value()).orElse(AuditTrail.SYSTEM))
                    .param("at", clock.instant().atOffset(ZoneOffset.UTC)).update();
        }
        return before;
    }
}
