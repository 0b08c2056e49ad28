package io.attain.calculation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.attain.audit.AuditTrail;
import io.attain.crediting.Credit;
import io.attain.crediting.CreditId;
import io.attain.crediting.Credits;
import io.attain.crediting.Share;
import io.attain.identity.CurrentUser;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.participant.ReportingLines;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.plan.PlanId;
import io.attain.plan.Plans;
import io.attain.sales.EventKey;
import io.attain.shared.Money;
import io.attain.shared.Refused;
import io.attain.shared.Sha256;

/** Runs of the calculator over frozen inputs, and previews over inputs as they stand. */
@Service
public class Runs {

    private static final String SELECT = """
			select r.*, p.participants, p.parked, p.credits, p.lines
			  from calculation.run r
			 cross join lateral (
			       select count(*) as participants, count(*) filter (where state = 'PARKED') as parked,
			              coalesce(sum(credits), 0) as credits, coalesce(sum(lines), 0) as lines
			         from calculation.run_participant where run_id = r.id) p
			""";

    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final TransactionTemplate aside;
    private final Freezing freezing;
    private final InputsOfPeriod inputsOfPeriod;
    private final Subjects subjects;
    private final Correcting correcting;
    private final CorrectionRows corrections;
    private final Reconciliation reconciliation;
    private final Periods periods;
    private final Participants participants;
    private final ReportingLines reportingLines;
    private final Plans plans;
    private final Credits credits;
    private final AuditTrail audit;
    private final CurrentUser currentUser;
    private final Clock clock;

    Runs(JdbcClient jdbc, DataSource dataSource, PlatformTransactionManager transactions, Freezing freezing,
            InputsOfPeriod inputsOfPeriod, Subjects subjects, Correcting correcting, CorrectionRows corrections,
            Reconciliation reconciliation, Periods periods,
            Participants participants,
            ReportingLines reportingLines, Plans plans, Credits credits, AuditTrail audit, CurrentUser currentUser,
            Clock clock) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
        this.aside = new TransactionTemplate(transactions);
        this.aside.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.freezing = freezing;
        this.inputsOfPeriod = inputsOfPeriod;
        this.subjects = subjects;
        this.correcting = correcting;
        this.corrections = corrections;
        this.reconciliation = reconciliation;
        this.periods = periods;
        this.participants = participants;
        this.reportingLines = reportingLines;
        this.plans = plans;
        this.credits = credits;
        this.audit = audit;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /**
     * Brings the credits of the period up to date, freezes all inputs and cuts the participants into chunks.
     *
     * @throws Refused when the period is locked or paid
     */
    @Transactional
    public Run freeze(PeriodId periodId, RunKind kind) {
        Period period = periods.hold(periodId);
        if (period.state() == PeriodState.LOCKED || period.state() == PeriodState.PAID) {
            throw new Refused("period-closed", "%s is closed and never calculated again.".formatted(periodId));
        }
        credits.refresh(period.span());
        correcting.refresh(period);
        RunId run = new RunId(UUID.randomUUID());
        int number = jdbc.sql("select coalesce(max(number), 0) + 1 from calculation.run where period_id = :period")
                .param("period", periodId.value()).query(Integer.class).single();
        String startedBy = currentUser.find().map(user -> user.id().value()).orElse(AuditTrail.SYSTEM);
        CorrectionOutcome correction = correcting.of(period, Optional.empty(), Assumption.NONE);
        freezing.freeze(run, period, kind, number, startedBy, now(), correction);
        Run frozen = get(run);
        audit.record("run.frozen", subject(run),
                Map.of("period", periodId.value(), "kind", kind.name(), "number", number,
                        "participants", frozen.participants(), "credits", frozen.credits(), "corrections",
                        correction.lines().size(), "sha256", frozen.inputDigest().hex()));
        return frozen;
    }

    /** How many chunks there are, numbered from 0. */
    public int chunkCount(RunId run) {
        return get(run).chunks();
    }

    /** How far the run has come; chunks still in their transactions are not seen. */
    public Optional<RunProgress> progress(RunId run) {
        return jdbc.sql("""
				select r.started_at, count(p.*) as participants, count(*) filter (where p.state <> 'PENDING') as done
				  from calculation.run r left join calculation.run_participant p on p.run_id = r.id
				 where r.id = :run group by r.id
				""").param("run", run.value())
                .query((row, number) -> new RunProgress(row.getObject("started_at", OffsetDateTime.class).toInstant(),
                        row.getInt("participants"), row.getInt("done")))
                .optional();
    }

    /** Brings the credits of a period that is not locked up to date, also from within a reader's transaction. */
    public void bringCreditsUpToDate(PeriodId period) {
        bringCreditsUpToDate(periods.get(period));
    }

    /** Calculates one chunk in one transaction. Repeated it writes the same lines again; once the run is calculated, nothing. */
    @Transactional
    public void calculateChunk(RunId run, int chunk) {
        RunState state = jdbc.sql("select state from calculation.run where id = :run for share")
                .param("run", run.value())
                .query((row, number) -> RunState.valueOf(row.getString("state"))).optional()
                .orElseThrow(() -> unknown(run));
        if (state != RunState.FROZEN) {
            return;
        }
        jdbc.sql("""
				select participant_id from calculation.run_participant where run_id = :run and chunk = :chunk
				 order by participant_id for update
				""").param("run", run.value()).param("chunk", chunk).query(String.class).list();
        clear("line", run, chunk);
        clear("component_result", run, chunk);
        TreeMap<ParticipantId, FrozenInputs> inputs = freezing.inputs(run, chunk);
        Map<ParticipantId, List<Credit>> frozen = freezing.credits(run, inputs.keySet());
        Period period = periods.get(get(run).period());
        Evaluation evaluation = Evaluation.of(period.span(), inputs.values(), plans);
        List<ParticipantResult> results = evaluation.results(run, subjects.of(inputs, frozen));
        copyLines(run, results);
        copyComponents(run, results);
        results.forEach(result -> store(run, result, frozen.getOrDefault(result.participant(), List.of())));
    }

    private void clear(String table, RunId run, int chunk) {
        jdbc.sql("""
				delete from calculation.%s where run_id = :run and participant_id in (
				       select participant_id from calculation.run_participant where run_id = :run and chunk = :chunk)
				""".formatted(table)).param("run", run.value()).param("chunk", chunk).update();
    }

    private void copyLines(RunId run, List<ParticipantResult> results) {
        try (CopyOut rows = new CopyOut(dataSource, """
				calculation.line (run_id, participant_id, line_no, plan_id, plan_number, component, source, external_id,
				credit_id, event_date, text, currency, credited_minor, amount_minor, kind, uncut_minor)""")) {
            for (ParticipantResult result : results) {
                for (ResultLine line : result.lines()) {
                    rows.column(run.value()).column(line.participant().value()).column(line.lineNo())
                            .column(line.planVersion().plan().value()).column(line.planVersion().number())
                            .column(line.component()).column(line.event().map(EventKey::source).orElse(null))
                            .column(line.event().map(EventKey::externalId).orElse(null))
                            .column(line.credit().map(CreditId::value).orElse(null)).column(line.eventDate())
                            .column(line.text())
                            .column(line.amount().currency().getCurrencyCode()).column(line.credited().minor())
                            .column(line.amount().minor()).column(line.kind().name())
                            .column(line.isCut() ? line.uncut().minor() : null).endRow();
                }
            }
            rows.finish();
        }
    }

    private void copyComponents(RunId run, List<ParticipantResult> results) {
        try (CopyOut rows = new CopyOut(dataSource, """
				calculation.component_result (run_id, participant_id, ordinal, plan_id, component, name, currency,
				measure_minor, quota_minor, earned_minor, counts_money, cut_minor)""")) {
            for (ParticipantResult result : results) {
                int ordinal = 0;
                for (ComponentResult component : result.components()) {
                    rows.column(run.value()).column(result.participant().value()).column(ordinal++)
                            .column(component.plan().value()).column(component.component()).column(component.name())
                            .column(component.earned().currency().getCurrencyCode()).column(component.measure().minor())
                            .column(component.quota().map(Money::minor).orElse(null)).column(component.earned().minor())
                            .column(component.countsMoney()).column(component.cut().minor())
                            .endRow();
                }
            }
            rows.finish();
        }
    }

    private void store(RunId run, ParticipantResult result, List<Credit> used) {
        KeyDigest digest = new KeyDigest().text(result.parked().orElse(""));
        result.lines().forEach(digest::line);
        jdbc.sql("""
				update calculation.run_participant
				   set state = :state, reason = :reason, credits_used = :credits, used_minor = :used, lines = :lines,
				       earned_minor = :earned, result_sha256 = :digest
				 where run_id = :run and participant_id = :participant
				""").param("state", result.parked().isPresent() ? "PARKED" : "CALCULATED")
                .param("reason", result.parked().orElse(null)).param("credits", used.size())
                .param("used", used.stream().mapToLong(credit -> credit.amount().minor()).reduce(0, Math::addExact))
                .param("lines", result.lines().size()).param("earned", result.total().minor())
                .param("digest", digest.end().bytes()).param("run", run.value())
                .param("participant", result.participant().value()).update();
    }

    /** Runs and stores the reconciliation checks. */
    @Transactional
    public List<Check> reconcile(RunId id) {
        Run run = hold(id);
        return run.state() == RunState.FROZEN
                ? reconciliation.reconcile(id, periods.get(run.period()))
                : reconciliation.stored(id);
    }

    /** The checks as stored by the last reconciliation. */
    public List<Check> checks(RunId run) {
        return reconciliation.stored(run);
    }

    /**
     * FROZEN → CALCULATED: digest and totals are stored and the lines never change again. Repeated it changes nothing.
     *
     * @throws Refused when a chunk is missing or a check fails
     */
    @Transactional
    public Run finish(RunId id) {
        Run run = hold(id);
        if (run.state() == RunState.CALCULATED || run.state() == RunState.ACCEPTED) {
            return run;
        }
        refuseUnless(run, RunState.CALCULATED);
        reconcile(id).stream().filter(check -> !check.ok()).findFirst().ifPresent(failed -> {
            throw new Refused("run-check-failed", "The run cannot be finished: %s (%s against %s)."
                    .formatted(failed.name(), failed.left(), failed.right()));
        });
        KeyDigest digest = new KeyDigest();
        jdbc.sql("""
				select participant_id, result_sha256 from calculation.run_participant where run_id = :run
				 order by participant_id collate "C"
				""").param("run", id.value()).query((row, number) -> digest.text(row.getString("participant_id"))
                .digest(Sha256.fromBytes(row.getBytes("result_sha256")))).list();
        corrections.of(id).forEach(digest::correction);
        Sha256 result = digest.end();
        jdbc.sql("""
				update calculation.run set state = 'CALCULATED', result_sha256 = :digest, calculated_at = :now where id = :run
				""").param("digest", result.bytes()).param("now", now()).param("run", id.value()).update();
        audit.record("run.calculated", subject(id),
                Map.of("lines", run.lines(), "parked", run.parked(), "sha256", result.hex()));
        return get(id);
    }

    /** Freeze, all chunks, reconcile and finish in one go, for a dry run. */
    @Transactional
    public Run dryRun(PeriodId period) {
        Run run = freeze(period, RunKind.DRY);
        for (int chunk = 0; chunk < run.chunks(); chunk++) {
            calculateChunk(run.id(), chunk);
        }
        return finish(run.id());
    }

    /** @throws Refused when there is no such run */
    public Run get(RunId run) {
        return jdbc.sql(SELECT + "where r.id = :run").param("run", run.value()).query(this::run).optional()
                .orElseThrow(() -> unknown(run));
    }

    /** The runs of a period, the latest first. */
    public List<Run> ofPeriod(PeriodId period) {
        return jdbc.sql(SELECT + "where r.period_id = :period order by r.number desc").param("period", period.value())
                .query(this::run).list();
    }

    /** The run the period was closed by, else the latest close run that was not discarded. */
    public Optional<Run> current(PeriodId period) {
        return jdbc.sql(SELECT + """
				where r.period_id = :period and r.kind = 'CLOSE' and r.state not in ('DISCARDED', 'REOPENED')
				order by r.state = 'ACCEPTED' desc, r.number desc limit 1
				""").param("period", period.value()).query(this::run).optional();
    }

    /** Those who could not be computed, by participant. */
    public List<ParkedParticipant> parked(RunId run) {
        return jdbc.sql("""
				select participant_id, reason from calculation.run_participant where run_id = :run and state = 'PARKED'
				 order by participant_id collate "C"
				""").param("run", run.value())
                .query((row, number) -> new ParkedParticipant(new ParticipantId(row.getString("participant_id")),
                        row.getString("reason")))
                .list();
    }

    /** The same as {@link #accept(RunId, Set)} with nobody left out. */
    @Transactional
    public void accept(RunId id) {
        accept(id, Set.of());
    }

    /**
     * CALCULATED → ACCEPTED, and the credits it counted are settled; repeated it changes nothing.
     *
     * @param waived those who could not be computed and of whom somebody said that the close goes on without them: the
     *               run pays them nothing
     * @throws Refused when it is a dry run, not calculated, has other parked participants, or another run of the period
     *                 was accepted
     */
    @Transactional
    public void accept(RunId id, Set<ParticipantId> waived) {
        Run run = hold(id);
        if (run.state() == RunState.ACCEPTED) {
            return;
        }
        if (run.kind() == RunKind.DRY) {
            throw new Refused("run-dry", "A dry run is for looking at; a period is closed by a run of its close.");
        }
        refuseUnless(run, RunState.ACCEPTED);
        List<ParticipantId> missing = parked(id).stream().map(ParkedParticipant::participant)
                .filter(participant -> !waived.contains(participant)).toList();
        if (!missing.isEmpty()) {
            throw new Refused("run-has-parked",
                    "%d participants could not be computed, among them %s; settle them first."
                            .formatted(missing.size(), missing.getFirst()));
        }
        if (current(run.period()).filter(other -> other.state() == RunState.ACCEPTED).isPresent()) {
            throw new Refused("run-accepted-before", "%s was closed by another run.".formatted(run.period()));
        }
        jdbc.sql("update calculation.run set state = 'ACCEPTED' where id = :run").param("run", id.value()).update();
        Set<CreditId> counted = new HashSet<>(jdbc
                .sql("select credit_id from calculation.run_credit where run_id = :run")
                .param("run", id.value()).query((row, number) -> new CreditId(row.getLong("credit_id"))).list());
        credits.settle(run.period(), counted);
        corrections.settle(id, run.period());
        audit.record("run.accepted", subject(id),
                Map.of("period", run.period().value(), "sha256", run.resultDigest().map(Sha256::hex).orElse(""),
                        "waived", waived.stream().map(ParticipantId::value).sorted().toList().toString()));
    }

    /**
     * ACCEPTED → REOPENED: the run its period was closed by counts no more, and neither does what it settled. Its lines stay
     * to be read.
     *
     * @throws Refused when no run of the period is accepted
     */
    @Transactional
    public RunId reopen(PeriodId period) {
        Run run = current(period).filter(one -> one.state() == RunState.ACCEPTED)
                .orElseThrow(() -> new Refused("run-none-accepted", period + " was not closed by any run."));
        hold(run.id());
        jdbc.sql("update calculation.run set state = 'REOPENED' where id = :run").param("run", run.id().value())
                .update();
        credits.unsettle(period);
        audit.record("run.reopened", subject(run.id()), Map.of("period", period.value()));
        return run.id();
    }

    /** Gives a run up; repeated it changes nothing. */
    @Transactional
    public void discard(RunId id) {
        Run run = hold(id);
        if (run.state() == RunState.DISCARDED) {
            return;
        }
        refuseUnless(run, RunState.DISCARDED);
        jdbc.sql("update calculation.run set state = 'DISCARDED' where id = :run").param("run", id.value()).update();
        audit.record("run.discarded", subject(id), Map.of("period", run.period().value()));
    }

    /** Everyone in the run, by participant. */
    public List<ParticipantId> participants(RunId run) {
        return List.copyOf(totals(run).keySet());
    }

    /** What the run says of one participant; none who is not in it. */
    @Transactional(readOnly = true)
    public Optional<ParticipantResult> resultOf(RunId run, ParticipantId participant) {
        return jdbc.sql("""
				select currency, reason, earned_minor from calculation.run_participant
				 where run_id = :run and participant_id = :participant
				""").param("run", run.value()).param("participant", participant.value())
                .query((row, number) -> new ParticipantResult(participant,
                        Money.ofMinor(row.getLong("earned_minor"), Currency.getInstance(row.getString("currency"))),
                        linesOf(run, participant), componentsOf(run, participant),
                        Optional.ofNullable(row.getString("reason"))))
                .optional();
    }

    /**
     * What accepted runs ever earned in these plans, and what this run earns in them, by event date; then the adjustments
     * of locked periods among them, numbered below zero.
     */
    public List<ResultLine> linesOfPlans(Collection<PlanId> plans, RunId also) {
        List<ResultLine> lines = new ArrayList<>(jdbc.sql("""
				select l.* from calculation.line l join calculation.run r on r.id = l.run_id
				 where l.plan_id = any (:plans) and (r.state = 'ACCEPTED' or r.id = :also)
				 order by l.event_date, l.source collate "C", l.external_id collate "C", l.run_id, l.line_no
				""").param("plans", plans.stream().map(PlanId::value).toArray(String[]::new))
                .param("also", also.value()).query(LineRows::line).list());
        lines.addAll(corrections.ofPlans(plans, also));
        return lines;
    }

    /** The lines of a participant, by number. */
    public List<ResultLine> linesOf(RunId run, ParticipantId participant) {
        return jdbc.sql(
                "select * from calculation.line where run_id = :run and participant_id = :participant order by line_no")
                .param("run", run.value()).param("participant", participant.value()).query(LineRows::line).list();
    }

    private List<ComponentResult> componentsOf(RunId run, ParticipantId participant) {
        return jdbc.sql("""
				select * from calculation.component_result where run_id = :run and participant_id = :participant
				 order by ordinal
				""").param("run", run.value()).param("participant", participant.value()).query((row, number) -> {
            Currency currency = Currency.getInstance(row.getString("currency"));
            return new ComponentResult(new PlanId(row.getString("plan_id")), row.getString("component"),
                    row.getString("name"), row.getBoolean("counts_money"),
                    Money.ofMinor(row.getLong("measure_minor"), currency),
                    Optional.ofNullable(row.getObject("quota_minor", Long.class))
                            .map(minor -> Money.ofMinor(minor, currency)),
                    Money.ofMinor(row.getLong("earned_minor"), currency),
                    Money.ofMinor(row.getLong("cut_minor"), currency));
        }).list();
    }

    /** Σ lines of everyone in the run, zero and parked included, ordered by participant. */
    public Map<ParticipantId, Money> totals(RunId run) {
        Map<ParticipantId, Money> totals = new LinkedHashMap<>();
        jdbc.sql("""
				select participant_id, currency, earned_minor from calculation.run_participant where run_id = :run
				 order by participant_id collate "C"
				""").param("run", run.value())
                .query((row, number) -> totals.put(new ParticipantId(row.getString("participant_id")),
                        Money.ofMinor(row.getLong("earned_minor"), Currency.getInstance(row.getString("currency")))))
                .list();
        return totals;
    }

    /** Σ lines by direct manager as of the last day of the period, for managers with someone in the run; by manager. */
    @Transactional(readOnly = true)
    public Map<ParticipantId, Money> teamTotals(RunId id) {
        Run run = get(id);
        LocalDate day = periods.get(run.period()).lastDay();
        Map<ParticipantId, Money> totals = totals(id);
        Map<ParticipantId, Money> teams = new TreeMap<>();
        for (ParticipantId manager : reportingLines.managers(day)) {
            for (ParticipantId report : reportingLines.directReports(manager, day)) {
                Money earned = totals.get(report);
                if (earned != null) {
                    teams.merge(manager, earned, Money::plus);
                }
            }
        }
        return teams;
    }

    /** What these participants have earned so far in the period. */
    public Preview preview(PeriodId periodId, Set<ParticipantId> who) {
        Period period = periods.get(periodId);
        bringCreditsUpToDate(period);
        return preview(period, who, credits.current(period.span(), Optional.of(who)));
    }

    /** What these participants would have earned so far if a deal were split in this way. */
    public Preview previewWith(PeriodId periodId, Set<ParticipantId> who, EventKey event, List<Share> shares) {
        Period period = periods.get(periodId);
        bringCreditsUpToDate(period);
        List<Credit> changed = new ArrayList<>(credits.current(period.span(), Optional.of(who)));
        changed.removeIf(credit -> credit.event().equals(event));
        credits.hypothetical(event, shares).stream()
                .filter(credit -> who.contains(credit.participant()) && period.span().contains(credit.eventDate()))
                .forEach(changed::add);
        changed.sort(Credit.CANONICAL);
        return preview(period, who, changed);
    }

    /** The lines of a participant as of now, with what they were computed from. */
    Explanations.Basis basis(PeriodId periodId, ParticipantId participant) {
        Period period = periods.get(periodId);
        bringCreditsUpToDate(period);
        Set<ParticipantId> everyone = inputsOfPeriod.withCompanions(period, Set.of(participant));
        return new Explanations.Basis(RunId.PREVIEW, period.span(), participants.get(participant),
                subjects.of(period, everyone, credits.current(period.span(), Optional.of(everyone)), Assumption.NONE,
                        correcting.of(period, Optional.of(everyone), Assumption.NONE).lines()));
    }

    /** The lines of a participant in a run, with what they were computed from. */
    Explanations.Basis basis(RunId run, ParticipantId participant) {
        Optional<Integer> chunk = jdbc.sql("""
				select chunk from calculation.run_participant where run_id = :run and participant_id = :participant
				""").param("run", run.value()).param("participant", participant.value()).query(Integer.class)
                .optional();
        TreeMap<ParticipantId, FrozenInputs> inputs = freezing.inputs(run, participant);
        if (chunk.isEmpty()) {
            throw new Refused("not-in-run", "%s is not in this run.".formatted(participant));
        }
        if (inputs.values().stream().anyMatch(this::isJoint)) {
            inputs = freezing.inputs(run, chunk.get());
        }
        return new Explanations.Basis(run, periods.get(get(run).period()).span(), participants.get(participant),
                subjects.of(inputs, freezing.credits(run, inputs.keySet())));
    }

    private boolean isJoint(FrozenInputs inputs) {
        return inputs.segments().stream()
                .anyMatch(segment -> JointPlans.isJoint(plans.get(segment.version()).definition()));
    }

    private Preview preview(Period period, Set<ParticipantId> who, List<Credit> current) {
        Set<ParticipantId> everyone = inputsOfPeriod.withCompanions(period, who);
        List<Credit> all = current;
        if (!everyone.equals(who)) {
            Set<ParticipantId> others = new TreeSet<>(everyone);
            others.removeAll(who);
            all = new ArrayList<>(current);
            all.addAll(credits.current(period.span(), Optional.of(others)));
            all.sort(Credit.CANONICAL);
        }
        List<Evaluation.Subject> calculated = subjects.of(period, everyone, all, Assumption.NONE,
                correcting.of(period, Optional.of(everyone), Assumption.NONE).lines());
        Evaluation evaluation = Evaluation.of(period.span(),
                calculated.stream().map(Evaluation.Subject::inputs).toList(), plans);
        Map<ParticipantId, ParticipantResult> results = new HashMap<>();
        evaluation.results(RunId.PREVIEW, calculated).stream().filter(result -> who.contains(result.participant()))
                .forEach(result -> results.put(result.participant(), result));
        return new Preview(period.id(), results);
    }

    /**
     * A reader's transaction cannot write the credits that are missing, and need not: they are written aside. A writer's
     * own transaction does it itself; aside, it would wait for itself.
     */
    private void bringCreditsUpToDate(Period period) {
        if (period.state() == PeriodState.LOCKED || period.state() == PeriodState.PAID) {
            return;
        }
        if (TransactionSynchronizationManager.isActualTransactionActive()
                && !TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            credits.refresh(period.span());
            correcting.refresh(period);
        } else {
            aside.executeWithoutResult(status -> {
                credits.refresh(period.span());
                correcting.refresh(period);
            });
        }
    }

    private Run hold(RunId id) {
        if (jdbc.sql("select state from calculation.run where id = :run for update").param("run", id.value())
                .query(String.class).optional().isEmpty()) {
            throw unknown(id);
        }
        return get(id);
    }

    private static void refuseUnless(Run run, RunState next) {
        if (!run.state().mayBecome(next)) {
            throw new Refused("run-transition", "Run %d of %s is %s and cannot become %s.".formatted(run.number(),
                    run.period(), run.state().name().toLowerCase(Locale.ROOT),
                    next.name().toLowerCase(Locale.ROOT)));
        }
    }

    private Run run(ResultSet row, int number) throws SQLException {
        RunId id = new RunId(row.getObject("id", UUID.class));
        byte[] result = row.getBytes("result_sha256");
        return new Run(id, new PeriodId(row.getString("period_id")), RunKind.valueOf(row.getString("kind")),
                row.getInt("number"), RunState.valueOf(row.getString("state")), row.getString("started_by"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(), row.getInt("participants"),
                row.getInt("parked"), row.getInt("chunks"), row.getLong("credits"), row.getLong("lines"),
                Sha256.fromBytes(row.getBytes("input_sha256")),
                result == null ? Optional.empty() : Optional.of(Sha256.fromBytes(result)),
                result == null ? Map.of() : totalsByCurrency(id));
    }

    private Map<Currency, Money> totalsByCurrency(RunId run) {
        Map<Currency, Money> totals = new LinkedHashMap<>();
        jdbc.sql("""
				select currency, sum(earned_minor)::bigint as earned from calculation.run_participant where run_id = :run
				 group by currency order by currency
				""").param("run", run.value()).query((row, number) -> {
            Currency currency = Currency.getInstance(row.getString("currency"));
            return totals.put(currency, Money.ofMinor(row.getLong("earned"), currency));
        }).list();
        return totals;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static String subject(RunId run) {
        return "run " + run;
    }

    private static Refused unknown(RunId run) {
        return new Refused("run-unknown", "There is no run %s.".formatted(run));
    }
}
