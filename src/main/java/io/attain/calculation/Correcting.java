package io.attain.calculation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.crediting.Credit;
import io.attain.crediting.CreditId;
import io.attain.crediting.CreditRole;
import io.attain.crediting.Credits;
import io.attain.participant.ParticipantId;
import io.attain.period.Period;
import io.attain.period.Periods;
import io.attain.plan.PlanId;
import io.attain.plan.PlanVersionId;
import io.attain.plan.Plans;
import io.attain.sales.EventKey;
import io.attain.shared.Money;

/**
 * Recalculates locked periods, in their order, with what is known now, for those whom a change concerns: the changed,
 * whoever shares a rank, pool or budget with them, and from there on every later period of theirs. What comes out is
 * compared with what was last known line by line. Nothing is written. Whatever the order in which changes became known,
 * the last known lines and the differences together are what a calculation with all of them would have said at once.
 */
@Component
class Correcting {

    /** What a line is compared by: direct and split credits of an event are one person's own. */
    private record LineKey(PlanId plan, String component, Optional<EventKey> event, Optional<CreditRole> role,
            LineKind kind) {

        static final Comparator<LineKey> BY_NAME = Comparator.comparing(LineKey::plan)
                .thenComparing(LineKey::component)
                .thenComparing(key -> key.event().map(EventKey::toString).orElse(""))
                .thenComparing(key -> key.role().map(CreditRole::name).orElse(""))
                .thenComparing(LineKey::kind);
    }

    /** A line as it was paid or as it is now: possibly the sum of several. */
    private record Side(ResultLine line, Money amount, int splitVersion) {

        Side plus(Side more) {
            return new Side(more.line(), amount.plus(more.amount()), more.splitVersion());
        }
    }

    /** What is found while going from period to period. */
    private static final class Findings {

        private final List<PriorPeriodLine> lines = new ArrayList<>();
        private final List<InputChange> changes = new ArrayList<>();
        private final Set<ParticipantId> affected = new TreeSet<>();
        private final Map<ParticipantId, Set<String>> why = new HashMap<>();
        private final Map<ParticipantId, String> waiting = new TreeMap<>();
    }

    private final JdbcClient jdbc;
    private final Periods periods;
    private final Plans plans;
    private final Credits credits;
    private final InputsOfPeriod inputsOfPeriod;
    private final InputChanges inputChanges;
    private final Subjects subjects;
    private final LineRows lineRows;
    private final CorrectionRows rows;

    Correcting(JdbcClient jdbc, Periods periods, Plans plans, Credits credits, InputsOfPeriod inputsOfPeriod,
            InputChanges inputChanges, Subjects subjects, LineRows lineRows, CorrectionRows rows) {
        this.jdbc = jdbc;
        this.periods = periods;
        this.plans = plans;
        this.credits = credits;
        this.inputsOfPeriod = inputsOfPeriod;
        this.inputChanges = inputChanges;
        this.subjects = subjects;
        this.lineRows = lineRows;
        this.rows = rows;
    }

    /** The locked periods before this one in its calendar, in order, with the run each was locked by. */
    Map<Period, RunId> lockedBefore(Period open) {
        Map<String, RunId> accepted = new HashMap<>();
        jdbc.sql("select period_id, id from calculation.run where state = 'ACCEPTED'").query(row -> {
            accepted.put(row.getString("period_id"), new RunId(row.getObject("id", UUID.class)));
        });
        Map<Period, RunId> locked = new TreeMap<>(Comparator.comparing((Period period) -> period.span().from()));
        periods.all().stream()
                .filter(period -> period.calendar().equals(open.calendar()) && period.state().isFinal())
                .filter(period -> period.span().from().isBefore(open.span().from()))
                .forEach(period -> Optional.ofNullable(accepted.get(period.id().value()))
                        .ifPresent(run -> locked.put(period, run)));
        return locked;
    }

    /** Brings the credits of events dated in locked periods up to date; those that runs froze stay as they are. */
    void refresh(Period open) {
        lockedBefore(open).keySet().forEach(period -> credits.refresh(period.span()));
    }

    /** The participants, and everyone whose pay theirs depended on in some locked period. */
    Set<ParticipantId> withCompanions(Period open, Set<ParticipantId> some) {
        Set<ParticipantId> all = new TreeSet<>(some);
        lockedBefore(open).keySet().forEach(period -> all.addAll(inputsOfPeriod.withCompanions(period, some)));
        return all;
    }

    /**
     * What the open period has to pay and take for locked ones.
     *
     * @param scope only for these, or everyone when empty
     */
    CorrectionOutcome of(Period open, Optional<Set<ParticipantId>> scope, Assumption assumption) {
        Findings findings = new Findings();
        lockedBefore(open).forEach((period, accepted) -> {
            Optional<Set<ParticipantId>> looked = scope.map(some -> inputsOfPeriod.withCompanions(period, some));
            List<InputChange> changes = inputChanges.of(period, accepted, looked, assumption);
            findings.changes.addAll(changes);
            for (InputChange change : changes) {
                findings.affected.add(change.participant());
                findings.why.computeIfAbsent(change.participant(), p -> new LinkedHashSet<>()).add(change.cause());
            }
            if (!findings.affected.isEmpty()) {
                correct(period, accepted, assumption, changes, findings);
            }
        });
        findings.lines.removeIf(line -> findings.waiting.containsKey(line.participant())
                || scope.isPresent() && !scope.get().contains(line.participant()));
        findings.lines.sort(Comparator.comparing((PriorPeriodLine line) -> line.participant().value()));
        return new CorrectionOutcome(findings.lines, findings.changes, findings.waiting);
    }

    private void correct(Period period, RunId accepted, Assumption assumption, List<InputChange> changes,
            Findings findings) {
        Set<ParticipantId> everyone = new TreeSet<>(inputsOfPeriod.withDependents(period, findings.affected));
        Set<String> ofOthers = new LinkedHashSet<>();
        findings.affected.forEach(one -> ofOthers.addAll(findings.why.getOrDefault(one, Set.of())));
        List<Credit> current = assumption.applied(credits.current(period.span(), Optional.of(everyone)),
                period.span(), Optional.of(everyone));
        List<Evaluation.Subject> calculated = subjects.of(period, everyone, current, assumption, findings.lines);
        Evaluation evaluation = Evaluation.of(period.span(),
                calculated.stream().map(Evaluation.Subject::inputs).toList(), plans);
        Map<ParticipantId, ParticipantResult> results = new HashMap<>();
        evaluation.results(RunId.PREVIEW, calculated).forEach(result -> results.put(result.participant(), result));
        Map<CreditId, Credit> known = new HashMap<>();
        calculated.forEach(subject -> subject.credits().forEach(credit -> known.put(credit.id(), credit)));
        Map<ParticipantId, List<ResultLine>> before = known(period, accepted, everyone, known);
        for (ParticipantId participant : everyone) {
            ParticipantResult result = results.get(participant);
            if (result != null && result.parked().isPresent()) {
                findings.waiting.putIfAbsent(participant, "%s: %s".formatted(period.id(), result.parked().get()));
                continue;
            }
            List<PriorPeriodLine> lines = differences(period, participant,
                    before.getOrDefault(participant, List.of()), result == null ? List.of() : result.lines(), known,
                    why(participant, changes, findings, ofOthers));
            if (!lines.isEmpty() && findings.affected.add(participant)) {
                findings.why.put(participant, Set.of("others' changes: " + String.join("; ", ofOthers)));
            }
            findings.lines.addAll(lines);
        }
    }

    /** What the accepted run and all later adjustments of it say; the credits they name are added to those known. */
    private Map<ParticipantId, List<ResultLine>> known(Period period, RunId accepted, Set<ParticipantId> everyone,
            Map<CreditId, Credit> known) {
        Map<ParticipantId, List<ResultLine>> before = new HashMap<>();
        lineRows.of(accepted, everyone)
                .forEach(line -> before.computeIfAbsent(line.participant(), p -> new ArrayList<>()).add(line));
        int ordinal = 1;
        for (PriorPeriodLine posted : rows.posted(List.of(period.id()), everyone)) {
            before.computeIfAbsent(posted.participant(), p -> new ArrayList<>())
                    .add(posted.asLine(accepted, ordinal++));
        }
        Set<CreditId> unknown = new HashSet<>();
        before.values().forEach(lines -> lines.forEach(
                line -> line.credit().filter(credit -> !known.containsKey(credit)).ifPresent(unknown::add)));
        if (!unknown.isEmpty()) {
            credits.byId(unknown).forEach(credit -> known.put(credit.id(), credit));
        }
        return before;
    }

    /** Why a line of the participant differs: by its own event, else by all that changed for him. */
    private static Function<Optional<EventKey>, String> why(ParticipantId participant,
            List<InputChange> changes, Findings findings, Set<String> ofOthers) {
        Map<EventKey, String> ofEvents = new HashMap<>();
        changes.stream().filter(change -> change.participant().equals(participant))
                .forEach(change -> change.event().ifPresent(event -> ofEvents.put(event, change.cause())));
        Collection<String> own = findings.why.getOrDefault(participant, Set.of());
        String all = Causes.cut(own.isEmpty()
                ? "others' changes: " + String.join("; ", ofOthers)
                : String.join("; ", own));
        return event -> event.map(ofEvents::get).orElse(all);
    }

    private static List<PriorPeriodLine> differences(Period period, ParticipantId participant,
            List<ResultLine> before, List<ResultLine> after, Map<CreditId, Credit> credits,
            Function<Optional<EventKey>, String> why) {
        Map<LineKey, Side> paid = sides(before, credits);
        Map<LineKey, Side> now = sides(after, credits);
        TreeSet<LineKey> keys = new TreeSet<>(LineKey.BY_NAME);
        keys.addAll(paid.keySet());
        keys.addAll(now.keySet());
        List<PriorPeriodLine> lines = new ArrayList<>();
        for (LineKey key : keys) {
            Optional<Side> was = Optional.ofNullable(paid.get(key));
            Optional<Side> is = Optional.ofNullable(now.get(key));
            ResultLine shown = is.or(() -> was).map(Side::line).orElseThrow();
            Money zero = Money.zero(shown.amount().currency());
            Money beforeAmount = was.map(Side::amount).orElse(zero);
            Money afterAmount = is.map(Side::amount).orElse(zero);
            if (!beforeAmount.equals(afterAmount)) {
                PlanVersionId version = shown.planVersion();
                lines.add(new PriorPeriodLine(participant, period.id(), version, key.component(), key.kind(),
                        key.event(), shown.credit(), shown.eventDate(), shown.text(),
                        is.map(side -> side.line().credited()).orElse(zero), beforeAmount, afterAmount,
                        was.map(Side::splitVersion).orElse(0), is.map(Side::splitVersion).orElse(0),
                        why.apply(key.event())));
            }
        }
        return lines;
    }

    private static Map<LineKey, Side> sides(List<ResultLine> lines, Map<CreditId, Credit> credits) {
        Map<LineKey, Side> sides = new HashMap<>();
        for (ResultLine line : lines) {
            Optional<Credit> credit = line.credit().map(id -> Known.in(credits, id));
            LineKey key = new LineKey(line.planVersion().plan(), line.component(), line.event(),
                    credit.map(one -> one.role() == CreditRole.SPLIT ? CreditRole.DIRECT : one.role()), line.kind());
            sides.merge(key, new Side(line, line.amount(), credit.map(Credit::splitVersion).orElse(0)), Side::plus);
        }
        return sides;
    }
}
