package io.attain.expense;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.AuditTrail;
import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.period.Period;
import io.attain.period.Periods;
import io.attain.plan.PlanId;
import io.attain.shared.Money;
import io.attain.shared.Refused;

/**
 * The deferred commissions of accepted runs, derived anew from their lines whenever asked: lines never change, and
 * policies are dated, so a month that is closed stays as it was. Lines of one component, month and length are spread
 * together; those whose deal was returned, one by one.
 */
@Service
public class CommissionExpense {

    static final String ASSET = "Deferred commissions";
    static final String COST = "Commission expense";
    static final String AMORTISATION = "Amortisation of deferred commissions";

    private static final int MOST_MONTHS = 120;

    private final JdbcClient jdbc;
    private final Periods periods;
    private final AuditTrail audit;
    private final CurrentUser currentUser;
    private final Clock clock;

    CommissionExpense(JdbcClient jdbc, Periods periods, AuditTrail audit, CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.periods = periods;
        this.audit = audit;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /**
     * Sets how a component's commissions are spread from a day on. The first policy of a component may begin on any day;
     * a later one changes no month that is closed.
     *
     * @throws Refused when it would, or begins on the same day as another
     */
    @Transactional
    public void set(Policy policy) {
        User user = currentUser.get();
        if (!user.has(Role.FINANCE)) {
            throw new AccessDeniedException("finance says how commissions are expensed");
        }
        boolean first = policies().stream().noneMatch(
                other -> other.plan().equals(policy.plan()) && other.component().equals(policy.component()));
        Optional<LocalDate> open = periods.findOpenPeriod().map(Period::span).map(span -> span.from());
        if (!first && open.filter(day -> policy.from().isBefore(day)).isPresent()) {
            throw new Refused("expense-closed",
                    "Sales before %s are closed; a new policy begins on that day or later.".formatted(open.get()));
        }
        try {
            jdbc.sql("""
                    insert into expense.policy (plan_id, component, valid_from, term_months, term_field, life_months,
                           commensurate, expedient, entered_by, entered_at)
                    values (:plan, :component, :from, :term, :field, :life, :commensurate, :expedient, :by, :at)
                    """)
                    .param("plan", policy.plan().value())
                    .param("component", policy.component())
                    .param("from", policy.from())
                    .param("term", policy.termMonths())
                    .param("field", policy.termField().orElse(null))
                    .param("life", policy.lifeMonths())
                    .param("commensurate", policy.commensurate())
                    .param("expedient", policy.expedient())
                    .param("by", user.id().value())
                    .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new Refused("expense-policy-there", "A policy of %s / %s begins on %s already."
                    .formatted(policy.plan(), policy.component(), policy.from()));
        }
        audit.record("expense.policy-set", "expense " + policy.plan() + "/" + policy.component(),
                Map.of("from", policy.from().toString(), "term", policy.termMonths(), "life", policy.lifeMonths(),
                        "commensurate", policy.commensurate(), "expedient", policy.expedient()));
    }

    /** Every policy, by plan, component and first day. */
    public List<Policy> policies() {
        return jdbc
                .sql("select * from expense.policy order by plan_id collate \"C\", component collate \"C\", valid_from")
                .query((row, number) -> new Policy(new PlanId(row.getString("plan_id")), row.getString("component"),
                        row.getObject("valid_from", LocalDate.class), row.getInt("term_months"),
                        Optional.ofNullable(row.getString("term_field")), row.getInt("life_months"),
                        row.getBoolean("commensurate"), row.getBoolean("expedient")))
                .list();
    }

    /** A cost to spread: of one deal that was returned, or of all others of a month together. */
    private record Cost(PlanId plan, String component, Currency currency, YearMonth month, int months,
            boolean expedient, long minor, List<Cancellation> cancellations) {}

    private record Place(PlanId plan, String component, Currency currency, YearMonth month) {}

    /**
     * The roll-forward: one entry a month, component and currency in which something is there or moves, by plan,
     * component, currency and month.
     *
     * @throws Refused when the months are out of order or more than ten years apart
     */
    @Transactional(readOnly = true)
    public List<Movement> rollForward(YearMonth from, YearMonth to) {
        if (to.isBefore(from) || from.plusMonths(MOST_MONTHS).isBefore(to)) {
            throw new Refused("expense-range",
                    "%s to %s cannot be shown; choose up to %d months in order.".formatted(from, to, MOST_MONTHS));
        }
        Map<Place, long[]> sums = new TreeMap<>(java.util.Comparator.comparing((Place place) -> place.plan().value())
                .thenComparing(Place::component).thenComparing(place -> place.currency().getCurrencyCode())
                .thenComparing(Place::month));
        for (Cost cost : costs(to)) {
            for (Schedule.Month month : Schedule.of(cost.minor(), cost.month(), cost.months(), cost.expedient(),
                    cost.cancellations())) {
                if (!month.month().isBefore(from) && !month.month().isAfter(to)) {
                    long[] sum = sums.computeIfAbsent(
                            new Place(cost.plan(), cost.component(), cost.currency(), month.month()),
                            place -> new long[4]);
                    sum[0] = Math.addExact(sum[0], month.opening());
                    sum[1] = Math.addExact(sum[1], month.capitalised());
                    sum[2] = Math.addExact(sum[2], month.amortised());
                    sum[3] = Math.addExact(sum[3], month.accelerated());
                }
            }
        }
        List<Movement> movements = new ArrayList<>(sums.size());
        sums.forEach((place, sum) -> movements.add(new Movement(place.plan(), place.component(), place.month(),
                Money.ofMinor(sum[0], place.currency()), Money.ofMinor(sum[1], place.currency()),
                Money.ofMinor(sum[2], place.currency()), Money.ofMinor(sum[3], place.currency()))));
        return movements;
    }

    /**
     * The month's journal. It comes beside the accrual of the ledger, which expensed the commissions whole: what is
     * deferred is taken out of the expense again, and comes back month by month. Pay taken back is in the accrual.
     */
    @Transactional(readOnly = true)
    public List<JournalLine> journal(YearMonth month) {
        List<JournalLine> lines = new ArrayList<>();
        for (Movement movement : rollForward(month, month)) {
            add(lines, movement, ASSET, COST, movement.capitalised());
            add(lines, movement, AMORTISATION, ASSET, movement.amortised());
            add(lines, movement, AMORTISATION + ", accelerated", ASSET, movement.accelerated());
        }
        return lines;
    }

    private static void add(List<JournalLine> lines, Movement movement, String debit, String credit, Money amount) {
        if (!amount.isZero()) {
            lines.add(new JournalLine(movement.month(), movement.plan(), movement.component(), debit, credit, amount));
        }
    }

    private List<Cost> costs(YearMonth to) {
        return jdbc.sql("""
                with policed as (
                    select l.run_id, l.participant_id, l.line_no, l.plan_id, l.component, l.currency, l.amount_minor,
                           l.source, l.external_id, date_trunc('month', l.event_date)::date as month, p.expedient,
                           case when not p.commensurate then p.life_months
                                when c.attributes ->> p.term_field ~ '^[1-9][0-9]{0,2}$'
                                then (c.attributes ->> p.term_field)::int
                                else p.term_months end as months
                      from calculation.line l
                      join calculation.run r on r.id = l.run_id and r.state = 'ACCEPTED'
                     cross join lateral (
                           select * from expense.policy p
                            where p.plan_id = l.plan_id and p.component = l.component and p.valid_from <= l.event_date
                            order by p.valid_from desc limit 1) p
                      left join crediting.credit c on c.id = l.credit_id
                     where l.amount_minor > 0 and l.kind <> 'CLAWBACK' and l.event_date < :until),
                returned as (
                    select e.refers_source as source, e.refers_id as external_id,
                           date_trunc('month', e.event_date)::date as month, -e.amount_minor as minor, o.amount_minor as whole
                      from sales.event_in_force e
                      join sales.event_in_force o on o.source = e.refers_source and o.external_id = e.refers_id
                     where e.kind = 'RETURN' and e.amount_minor < 0 and o.amount_minor > 0)
                select p.plan_id, p.component, p.currency, p.month, p.months, p.expedient,
                       sum(p.amount_minor)::bigint as minor, null::date[] as at, null::bigint[] as parts,
                       null::bigint as whole
                  from policed p
                 where not exists (select from returned x
                                    where x.source = p.source and x.external_id = p.external_id)
                 group by p.plan_id, p.component, p.currency, p.month, p.months, p.expedient
                union all
                select p.plan_id, p.component, p.currency, p.month, p.months, p.expedient, p.amount_minor,
                       array_agg(x.month order by x.month, x.minor), array_agg(x.minor order by x.month, x.minor),
                       max(x.whole)
                  from policed p
                  join returned x on x.source = p.source and x.external_id = p.external_id
                 group by p.run_id, p.participant_id, p.line_no, p.plan_id, p.component, p.currency, p.month, p.months,
                          p.expedient, p.amount_minor
                """)
                .param("until", to.plusMonths(1).atDay(1))
                .query(CommissionExpense::cost)
                .list();
    }

    private static Cost cost(ResultSet row, int number) throws SQLException {
        List<Cancellation> cancellations = new ArrayList<>();
        java.sql.Array at = row.getArray("at");
        if (at != null) {
            java.sql.Date[] months = (java.sql.Date[]) at.getArray();
            Long[] parts = (Long[]) row.getArray("parts").getArray();
            for (int i = 0; i < months.length; i++) {
                cancellations.add(new Cancellation(YearMonth.from(months[i].toLocalDate()), parts[i],
                        row.getLong("whole")));
            }
        }
        return new Cost(new PlanId(row.getString("plan_id")), row.getString("component"),
                Currency.getInstance(row.getString("currency")),
                YearMonth.from(row.getObject("month", LocalDate.class)), row.getInt("months"),
                row.getBoolean("expedient"), row.getLong("minor"), cancellations);
    }
}
