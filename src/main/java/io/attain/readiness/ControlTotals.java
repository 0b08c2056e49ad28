package io.attain.readiness;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.AuditTrail;
import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.sales.EventKind;
import io.attain.shared.Money;
import io.attain.shared.Refused;

/** What the sources say they delivered, as a comp admin enters it or an import brings it along. */
@Service
public class ControlTotals {

    private final JdbcClient jdbc;
    private final Periods periods;
    private final AuditTrail audit;
    private final CurrentUser currentUser;
    private final Clock clock;

    ControlTotals(JdbcClient jdbc, Periods periods, AuditTrail audit, CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.periods = periods;
        this.audit = audit;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /**
     * Notes what a source says; a later word on the same source, kind and currency takes the place of this one.
     *
     * @param total the sum of the events' amounts, if the source gives one
     * @throws Refused when the period is locked, the source has no name or the number of events is negative
     */
    @Transactional
    public void enter(PeriodId id, String source, EventKind kind, long events, Currency currency,
            Optional<Money> total) {
        User user = currentUser.get();
        if (!user.has(Role.COMP_ADMIN)) {
            throw new AccessDeniedException("a comp admin enters control totals");
        }
        Period period = periods.hold(id);
        if (period.state().isFinal()) {
            throw new Refused("control-total-locked", id + " is locked; nothing is expected of it any more.");
        }
        if (source.isBlank()) {
            throw new Refused("control-total-source", "Name the source that the total comes from, such as crm.");
        }
        if (events < 0) {
            throw new Refused("control-total-events", "A source cannot deliver fewer than no events.");
        }
        jdbc.sql("""
                insert into readiness.control_total (period_id, source, kind, currency, events, total_minor, entered_by,
                       entered_at)
                values (:period, :source, :kind, :currency, :events, :total, :by, :at)
                """)
                .param("period", id.value())
                .param("source", source.strip())
                .param("kind", kind.name())
                .param("currency", currency.getCurrencyCode())
                .param("events", events)
                .param("total", total.map(Money::minor).orElse(null))
                .param("by", user.id().value())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        audit.record("control-total.entered", "period " + id, Map.of("source", source.strip(), "kind", kind.name(),
                "events", events, "total", total.map(Money::toString).orElse("")));
    }

    /** What is expected of the period beside what is there, by source, kind and currency. */
    public List<ControlTotal> of(PeriodId id) {
        Period period = periods.get(id);
        return jdbc.sql("""
                select t.source, t.kind, t.currency, t.events, t.total_minor, a.events as arrived, a.minor
                  from readiness.control_total_in_force t
                 cross join lateral (
                       select count(*) as events, coalesce(sum(e.amount_minor), 0)::bigint as minor
                         from sales.event_in_force e
                        where e.source = t.source and e.kind = t.kind and e.currency = t.currency
                          and e.event_date >= :from and e.event_date < :to) a
                 where t.period_id = :period
                 order by t.source collate "C", t.kind, t.currency
                """)
                .param("period", id.value())
                .param("from", period.span().from())
                .param("to", period.span().to())
                .query((row, number) -> {
                    Currency currency = Currency.getInstance(row.getString("currency"));
                    return new ControlTotal(row.getString("source"), row.getString("kind"), row.getLong("events"),
                            Optional.ofNullable(row.getObject("total_minor", Long.class))
                                    .map(minor -> Money.ofMinor(minor, currency)),
                            row.getLong("arrived"), Money.ofMinor(row.getLong("minor"), currency));
                })
                .list();
    }
}
