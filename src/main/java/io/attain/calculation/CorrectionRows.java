package io.attain.calculation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.crediting.CreditId;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.plan.PlanId;
import io.attain.plan.PlanVersionId;
import io.attain.sales.Deals;
import io.attain.sales.EventKey;
import io.attain.sales.SettledRevision;
import io.attain.shared.Money;

/** Prior-period adjustments and their causes as runs froze them. Those of accepted runs are known and count as earned. */
@Component
class CorrectionRows {

    /** Whose input it is: an event, or what is recorded of the participant. */
    record Input(ParticipantId participant, Optional<EventKey> event) {}

    private static final String OF_ACCEPTED = """
			select c.* from calculation.correction c join calculation.run r on r.id = c.run_id
			 where r.state = 'ACCEPTED'
			""";
    private static final String ORDER = " order by c.participant_id collate \"C\", r.calculated_at, c.run_id, c.ordinal";

    private final JdbcClient jdbc;
    private final DataSource dataSource;

    private final Deals deals;

    CorrectionRows(JdbcClient jdbc, DataSource dataSource, Deals deals) {
        this.jdbc = jdbc;
        this.deals = deals;
        this.dataSource = dataSource;
    }

    void write(RunId run, CorrectionOutcome outcome) {
        if (!outcome.changes().isEmpty()) {
            try (CopyOut rows = new CopyOut(dataSource, """
					calculation.input_change (run_id, period_id, participant_id, source, external_id, revision,
					version, cause)""")) {
                outcome.changes().stream().filter(change -> !outcome.waiting().containsKey(change.participant()))
                        .forEach(change -> rows.column(run.value()).column(change.period().value())
                                .column(change.participant().value())
                                .column(change.event().map(EventKey::source).orElse(""))
                                .column(change.event().map(EventKey::externalId).orElse(""))
                                .column(change.revision()).column(change.version())
                                .column(change.cause()).endRow());
                rows.finish();
            }
        }
        if (outcome.lines().isEmpty()) {
            return;
        }
        Map<ParticipantId, Integer> ordinals = new HashMap<>();
        try (CopyOut rows = new CopyOut(dataSource, """
				calculation.correction (run_id, participant_id, ordinal, period_id, plan_id, plan_number, component, kind,
				source, external_id, credit_id, event_date, text, currency, credited_minor, before_minor, after_minor,
				split_before, split_after, cause)""")) {
            for (PriorPeriodLine line : outcome.lines()) {
                rows.column(run.value()).column(line.participant().value())
                        .column(ordinals.merge(line.participant(), 1, Integer::sum)).column(line.period().value())
                        .column(line.planVersion().plan().value()).column(line.planVersion().number())
                        .column(line.component()).column(line.kind().name())
                        .column(line.event().map(EventKey::source).orElse(null))
                        .column(line.event().map(EventKey::externalId).orElse(null))
                        .column(line.credit().map(CreditId::value).orElse(null)).column(line.eventDate())
                        .column(line.text()).column(line.after().currency().getCurrencyCode())
                        .column(line.credited().minor()).column(line.before().minor()).column(line.after().minor())
                        .column(line.splitBefore()).column(line.splitAfter()).column(line.cause()).endRow();
            }
            rows.finish();
        }
    }

    /** The adjustments frozen with a run. */
    List<PriorPeriodLine> of(RunId run) {
        return jdbc.sql("""
				select c.* from calculation.correction c where c.run_id = :run
				 order by c.participant_id collate "C", c.ordinal
				""").param("run", run.value()).query(CorrectionRows::line).list();
    }

    List<PriorPeriodLine> of(RunId run, ParticipantId participant) {
        return jdbc.sql("""
				select c.* from calculation.correction c
				 where c.run_id = :run and c.participant_id = :participant order by c.ordinal
				""").param("run", run.value()).param("participant", participant.value()).query(CorrectionRows::line)
                .list();
    }

    /** What was adjusted of these periods, for these participants, in accepted runs. */
    List<PriorPeriodLine> posted(Collection<PeriodId> of, Collection<ParticipantId> participants) {
        return jdbc
                .sql(OF_ACCEPTED + "and c.period_id = any (:periods) and c.participant_id = any (:participants)"
                        + ORDER)
                .param("periods", of.stream().map(PeriodId::value).toArray(String[]::new))
                .param("participants", participants.stream().map(ParticipantId::value).toArray(String[]::new))
                .query(CorrectionRows::line).list();
    }

    /** What accepted runs adjusted in these plans, and what this run does; numbered below zero to stand beside lines. */
    List<ResultLine> ofPlans(Collection<PlanId> plans, RunId also) {
        return jdbc.sql("""
				select c.* from calculation.correction c join calculation.run r on r.id = c.run_id
				 where c.plan_id = any (:plans) and (r.state = 'ACCEPTED' or r.id = :also)
				 order by c.event_date, c.run_id, c.participant_id collate "C", c.ordinal
				""").param("plans", plans.stream().map(PlanId::value).toArray(String[]::new))
                .param("also", also.value())
                .query((row, number) -> line(row, number)
                        .asLine(new RunId(row.getObject("run_id", UUID.class)), row.getInt("ordinal")))
                .list();
    }

    /** The version of each input that accepted runs took a period to have last; where they found none, it is not here. */
    Map<Input, String> lastKnown(PeriodId period) {
        Map<Input, String> known = new HashMap<>();
        jdbc.sql("""
				select c.participant_id, c.source, c.external_id, c.version
				  from calculation.input_change c join calculation.run r on r.id = c.run_id
				 where r.state = 'ACCEPTED' and c.period_id = :period order by r.calculated_at
				""").param("period", period.value()).query(row -> {
            known.put(new Input(new ParticipantId(row.getString("participant_id")), event(row)),
                    row.getString("version"));
        });
        return known;
    }

    /** What a run found, by period and participant. */
    List<InputChange> changesOf(RunId run) {
        return jdbc.sql("""
				select period_id, participant_id, source, external_id, revision, version, cause from calculation.input_change
				 where run_id = :run
				 order by period_id collate "C", participant_id collate "C", source collate "C", external_id collate "C"
				""").param("run", run.value())
                .query((row, number) -> new InputChange(new PeriodId(row.getString("period_id")),
                        new ParticipantId(row.getString("participant_id")), event(row), row.getInt("revision"),
                        row.getString("version"),
                        row.getString("cause")))
                .list();
    }

    /** The revisions that a run corrected locked periods by are counted there from now on. */
    void settle(RunId run, PeriodId by) {
        Map<PeriodId, Set<SettledRevision>> counted = new HashMap<>();
        changesOf(run).stream().filter(change -> change.revision() > 0)
                .forEach(change -> change.event().ifPresent(event -> counted
                        .computeIfAbsent(change.period(), period -> new HashSet<>())
                        .add(new SettledRevision(event, change.revision()))));
        counted.forEach((period, revisions) -> deals.settle(period, revisions, by));
    }

    private static Optional<EventKey> event(ResultSet row) throws SQLException {
        return row.getString("external_id").isEmpty()
                ? Optional.empty()
                : Optional.of(new EventKey(row.getString("source"), row.getString("external_id")));
    }

    private static PriorPeriodLine line(ResultSet row, int number) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        String externalId = row.getString("external_id");
        return new PriorPeriodLine(new ParticipantId(row.getString("participant_id")),
                new PeriodId(row.getString("period_id")),
                PlanVersionId.of(row.getString("plan_id"), row.getInt("plan_number")), row.getString("component"),
                LineKind.valueOf(row.getString("kind")),
                externalId == null ? Optional.empty() : Optional.of(new EventKey(row.getString("source"), externalId)),
                Optional.ofNullable(row.getObject("credit_id", Long.class)).map(CreditId::new),
                row.getObject("event_date", LocalDate.class), row.getString("text"),
                Money.ofMinor(row.getLong("credited_minor"), currency),
                Money.ofMinor(row.getLong("before_minor"), currency),
                Money.ofMinor(row.getLong("after_minor"), currency), row.getInt("split_before"),
                row.getInt("split_after"), row.getString("cause"));
    }
}
