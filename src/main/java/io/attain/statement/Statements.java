package io.attain.statement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.AuditTrail;
import io.attain.calculation.Corrections;
import io.attain.calculation.ParticipantResult;
import io.attain.calculation.PriorPeriodLine;
import io.attain.calculation.ResultLine;
import io.attain.calculation.Run;
import io.attain.calculation.RunId;
import io.attain.calculation.RunKind;
import io.attain.calculation.RunState;
import io.attain.calculation.Runs;
import io.attain.ledger.AccountType;
import io.attain.ledger.Adjustment;
import io.attain.ledger.Adjustments;
import io.attain.ledger.Ledger;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.payable.Exchange;
import io.attain.payable.Payable;
import io.attain.payable.Payables;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.plan.PayCalendars;
import io.attain.shared.Money;
import io.attain.shared.Refused;
import io.attain.shared.Sha256;

/** Statements of locked periods, and the preview of the open one. */
@Service
public class Statements {

    private static final String SELECT = """
            select participant_id, period_id, run_id, currency, earned_minor, adjustments_minor, carried_minor,
                   deferred_minor, draw_minor, held_minor, payable_minor
            from statement.published
            """;

    private final JdbcClient jdbc;
    private final Runs runs;
    private final Corrections corrections;
    private final Payables payables;
    private final Ledger ledger;
    private final Adjustments adjustments;
    private final Periods periods;
    private final Participants participants;
    private final PlansOfStatement plans;
    private final PayCalendars calendars;
    private final AuditTrail audit;
    private final Clock clock;

    Statements(
            JdbcClient jdbc,
            Runs runs,
            Corrections corrections,
            Payables payables,
            Ledger ledger,
            Adjustments adjustments,
            Periods periods,
            Participants participants,
            PlansOfStatement plans,
            PayCalendars calendars,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.runs = runs;
        this.corrections = corrections;
        this.payables = payables;
        this.ledger = ledger;
        this.adjustments = adjustments;
        this.periods = periods;
        this.participants = participants;
        this.plans = plans;
        this.calendars = calendars;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Publishes the statements of an accepted close run and posts what it says was earned. Part of the lock: the period
     * is closing or just locked. Publishing the same run again changes nothing.
     *
     * @return how many statements the period has
     */
    @Transactional
    public int publish(RunId runId) {
        Run run = runs.get(runId);
        Period period = periods.hold(run.period());
        List<StatementTotals> published = totalsOf(period.id());
        if (!published.isEmpty()) {
            if (published.stream().allMatch(s -> s.run().equals(runId))) {
                return published.size();
            }
            throw new Refused(
                    "statement-published", "The statements of " + period.id() + " are published from another run.");
        }
        if (run.kind() != RunKind.CLOSE || run.state() != RunState.ACCEPTED) {
            throw new Refused("statement-run", "Statements are published from an accepted run of the close.");
        }
        if (period.state() != PeriodState.CLOSING && period.state() != PeriodState.LOCKED) {
            throw new Refused(
                    "statement-period", "Statements are published when " + period.id() + " is locked, not before.");
        }
        List<Payable> payable = payables.of(period.id(), runId);
        payables.post(period, payable);
        List<StatementTotals> totals = payable.stream().map(StatementTotals::of).toList();
        insert(totals);
        audit.record(
                "statements.published",
                "period " + period.id(),
                Map.of("run", runId.value().toString(), "statements", totals.size(), "digest", digest(totals).hex()));
        return totals.size();
    }

    private void insert(List<StatementTotals> totals) {
        if (totals.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into statement.statement (participant_id, period_id, run_id, currency, earned_minor,
                       adjustments_minor, carried_minor, deferred_minor, draw_minor, held_minor, payable_minor, published_at)
                select x.participant, x.period, x.run, x.currency, x.earned, x.adjustments, x.carried, x.deferred, x.draw,
                       x.held, x.payable, :at
                from unnest(:participants::text[], :periods::text[], :runs::uuid[], :currencies::text[],
                            :earned::bigint[], :adjustments::bigint[], :carried::bigint[], :deferred::bigint[],
                            :draw::bigint[], :held::bigint[], :payable::bigint[])
                     as x (participant, period, run, currency, earned, adjustments, carried, deferred, draw, held,
                           payable)
                """)
                .param("at", Timestamp.from(clock.instant()))
                .param("participants", texts(totals.stream().map(t -> t.participant().value()).toList()))
                .param("periods", texts(totals.stream().map(t -> t.period().value()).toList()))
                .param("runs", texts(totals.stream().map(t -> t.run().value().toString()).toList()))
                .param(
                        "currencies",
                        texts(totals.stream().map(t -> t.payable().currency().getCurrencyCode()).toList()))
                .param("earned", minors(totals.stream().map(StatementTotals::earned).toList()))
                .param("adjustments", minors(totals.stream().map(StatementTotals::adjustments).toList()))
                .param("carried", minors(totals.stream().map(StatementTotals::carried).toList()))
                .param("deferred", minors(totals.stream().map(StatementTotals::deferred).toList()))
                .param("draw", minors(totals.stream().map(StatementTotals::draw).toList()))
                .param("held", minors(totals.stream().map(StatementTotals::held).toList()))
                .param("payable", minors(totals.stream().map(StatementTotals::payable).toList()))
                .update();
    }

    private static String[] texts(List<String> texts) {
        return texts.toArray(String[]::new);
    }

    private static Long[] minors(List<Money> amounts) {
        return amounts.stream().map(Money::minor).toArray(Long[]::new);
    }

    /** The published statement with its lines. */
    @Transactional(readOnly = true)
    public Optional<Statement> find(ParticipantId participantId, PeriodId periodId) {
        return jdbc.sql(SELECT + "where participant_id = :participant and period_id = :period")
                .param("participant", participantId.value())
                .param("period", periodId.value())
                .query(Statements::totals)
                .optional()
                .map(totals -> statement(totals, adjustments.approvedOf(participantId, periodId),
                        paid(participantId, periodId, totals.payable().currency())));
    }

    private Statement statement(StatementTotals totals, List<Adjustment> adjusted, Money paid) {
        ParticipantId participant = totals.participant();
        Period period = periods.get(totals.period());
        return new Statement(
                participant,
                period.id(),
                StatementState.PUBLISHED,
                Optional.of(totals.run()),
                totals.earned(),
                totals.adjustments(),
                totals.carried(),
                totals.deferred(),
                totals.draw(),
                totals.held(),
                totals.payable(),
                paid,
                runs.linesOf(totals.run(), participant),
                adjusted,
                corrections.of(totals.run(), participant),
                payables.steps(participant, totals.run()),
                payables.opening(participant, period, totals.payable().currency()),
                plans.of(participant, period.span()),
                payables.exchanges(participant, totals.run()));
    }

    /**
     * Withdraws the statements of a period that is being reopened. They can still be read as they were.
     *
     * @param reason at most 500 characters
     * @return how many they are
     */
    @Transactional
    public int withdraw(PeriodId period, RunId run, String reason) {
        List<StatementTotals> published = totalsOf(period);
        jdbc.sql("insert into statement.withdrawn (run_id, period_id, reason, at) values (:run, :period, :reason, :at)")
                .param("run", run.value())
                .param("period", period.value())
                .param("reason", reason)
                .param("at", Timestamp.from(clock.instant()))
                .update();
        audit.record("statements.withdrawn", "period " + period,
                Map.of("run", run.value().toString(), "statements", published.size(), "digest",
                        digest(published).hex()));
        return published.size();
    }

    /** The statements of a participant and period that were withdrawn, the latest first. */
    public List<Withdrawn> withdrawn(ParticipantId participant, PeriodId period) {
        return jdbc.sql("""
                select w.run_id, w.reason, w.at from statement.withdrawn w
                  join statement.statement s on s.run_id = w.run_id and s.participant_id = :participant
                 where w.period_id = :period order by w.at desc
                """)
                .param("participant", participant.value())
                .param("period", period.value())
                .query((rs, n) -> new Withdrawn(new RunId(rs.getObject("run_id", UUID.class)), rs.getString("reason"),
                        rs.getTimestamp("at").toInstant()))
                .list();
    }

    /** A withdrawn statement as it was published: with the adjustments that were approved by then, and unpaid. */
    @Transactional(readOnly = true)
    public Optional<Statement> asItWas(ParticipantId participant, RunId run) {
        record Was(StatementTotals totals, Instant publishedAt) {}
        return jdbc.sql("""
                select s.* from statement.statement s join statement.withdrawn w on w.run_id = s.run_id
                 where s.participant_id = :participant and s.run_id = :run
                """)
                .param("participant", participant.value())
                .param("run", run.value())
                .query((rs, n) -> new Was(totals(rs, n), rs.getTimestamp("published_at").toInstant()))
                .optional()
                .map(was -> statement(was.totals(),
                        adjustments.approvedOf(participant, was.totals().period()).stream()
                                .filter(one -> one.decidedAt().filter(at -> !at.isAfter(was.publishedAt())).isPresent())
                                .toList(),
                        Money.zero(was.totals().payable().currency())));
    }

    /** What the open period would say if it were locked now: "earned so far". Nothing is written. */
    @Transactional(readOnly = true)
    public Statement preview(ParticipantId participantId) {
        return preview(participantId, openFor(participantId).orElseGet(periods::openPeriod));
    }

    /** The open period of the calendar that pays a participant; empty when there is none. */
    public Optional<Period> openFor(ParticipantId participant) {
        List<Period> open = periods.openPeriods();
        return open.size() <= 1
                ? open.stream().findFirst()
                : open.stream().filter(period -> Optional.ofNullable(
                        calendars.before(period.span().to()).get(participant)).filter(period.calendar()::equals)
                        .isPresent()).findFirst().or(() -> open.stream().findFirst());
    }

    private Statement preview(ParticipantId participantId, Period period) {
        Participant participant = participants.get(participantId);
        List<ResultLine> lines = runs.preview(period.id(), Set.of(participantId))
                .of(participantId)
                .map(ParticipantResult::lines)
                .orElse(List.of());
        List<Adjustment> approved = adjustments.approvedOf(participantId, period.id());
        Money zero = Money.zero(participant.currency());
        List<PriorPeriodLine> corrected = corrections.pending(period.id(), Set.of(participantId)).lines();
        Payable payable = payables.preview(period, participant, lines,
                approved.stream().map(Adjustment::amount).reduce(zero, Money::plus), corrected);
        return new Statement(
                participantId,
                period.id(),
                StatementState.PREVIEW,
                Optional.empty(),
                payable.earned(),
                payable.adjustments(),
                payable.carried(),
                payable.deferred(),
                payable.draw(),
                payable.held(),
                payable.payable(),
                zero,
                lines,
                approved,
                corrected,
                Payables.steps(payable),
                payable.opening(),
                plans.of(participantId, period.span()),
                payable.exchanges());
    }

    /** The published statement of a final period, the preview of an open one, nothing where there is neither. */
    @Transactional(readOnly = true)
    public Optional<Statement> view(ParticipantId participantId, PeriodId periodId) {
        Period period = periods.get(periodId);
        return period.state().isFinal()
                ? find(participantId, periodId)
                : Optional.of(preview(participantId, period));
    }

    /** The published totals of a period by participant id; empty before its lock. */
    public List<StatementTotals> totalsOf(PeriodId period) {
        return jdbc.sql(SELECT + "where period_id = :period order by participant_id collate \"C\"")
                .param("period", period.value())
                .query(Statements::totals)
                .list();
    }

    /** What of the published statements of a period was earned in another currency than it was paid in, by participant id. */
    public Map<ParticipantId, List<Exchange>> exchangesOf(PeriodId period) {
        Map<ParticipantId, List<Exchange>> exchanges = new TreeMap<>();
        totalsOf(period).stream().map(StatementTotals::run).distinct()
                .forEach(run -> exchanges.putAll(payables.exchanges(run)));
        return exchanges;
    }

    /** The published totals of a participant, the latest period first. */
    public List<StatementTotals> totalsOf(ParticipantId participant) {
        return jdbc.sql(SELECT + "where participant_id = :participant order by period_id desc")
                .param("participant", participant.value())
                .query(Statements::totals)
                .list();
    }

    /** The published statements of a period with their lines, by participant id. */
    @Transactional(readOnly = true)
    public List<Statement> ofPeriod(PeriodId period) {
        return totalsOf(period).stream()
                .map(t -> find(t.participant(), period).orElseThrow())
                .toList();
    }

    /**
     * What a run earns everyone beside the period before, in the currencies of the plans, by participant id; also before the
     * run is accepted. Who earned in another currency before earned nothing in this one.
     */
    @Transactional(readOnly = true)
    public List<Variance> varianceAgainstPrevious(RunId runId) {
        Run run = runs.get(runId);
        Map<ParticipantId, Money> current = runs.totals(runId);
        Map<ParticipantId, Money> previous = new HashMap<>();
        periods.before(run.period()).ifPresent(before -> {
            List<StatementTotals> published = totalsOf(before.id());
            published.forEach(one -> previous.put(one.participant(), one.earned()));
            published.stream().map(StatementTotals::run).distinct()
                    .forEach(earlier -> previous.putAll(runs.totals(earlier)));
        });
        TreeSet<ParticipantId> everyone = new TreeSet<>(Comparator.comparing(ParticipantId::value));
        everyone.addAll(current.keySet());
        everyone.addAll(previous.keySet());
        List<Variance> variances = new ArrayList<>(everyone.size());
        for (ParticipantId id : everyone) {
            Optional<Money> before = Optional.ofNullable(previous.get(id));
            Money now = Optional.ofNullable(current.get(id)).or(() -> before.map(money -> Money.zero(money.currency())))
                    .orElseThrow();
            variances.add(new Variance(id, now, before.filter(money -> money.currency().equals(now.currency()))
                    .orElse(Money.zero(now.currency()))));
        }
        return variances;
    }

    private Money paid(ParticipantId participant, PeriodId period, Currency currency) {
        return ledger.movement(AccountType.PAID, participant, period, currency);
    }

    private static Sha256 digest(List<StatementTotals> totals) {
        StringBuilder text = new StringBuilder();
        for (StatementTotals t : totals) {
            text.append(t.participant().value())
                    .append('|')
                    .append(t.payable().currency().getCurrencyCode())
                    .append('|')
                    .append(t.earned().minor())
                    .append('|')
                    .append(t.adjustments().minor())
                    .append('|')
                    .append(t.carried().minor())
                    .append('\n');
        }
        return Sha256.of(text.toString());
    }

    private static StatementTotals totals(ResultSet rs, int rowNum) throws SQLException {
        Currency currency = Currency.getInstance(rs.getString("currency"));
        return new StatementTotals(
                new ParticipantId(rs.getString("participant_id")),
                new PeriodId(rs.getString("period_id")),
                new RunId(rs.getObject("run_id", UUID.class)),
                Money.ofMinor(rs.getLong("earned_minor"), currency),
                Money.ofMinor(rs.getLong("adjustments_minor"), currency),
                Money.ofMinor(rs.getLong("carried_minor"), currency),
                Money.ofMinor(rs.getLong("deferred_minor"), currency),
                Money.ofMinor(rs.getLong("draw_minor"), currency),
                Money.ofMinor(rs.getLong("held_minor"), currency),
                Money.ofMinor(rs.getLong("payable_minor"), currency));
    }
}
