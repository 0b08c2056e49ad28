package io.attain.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.attain.calculation.ComponentResult;
import io.attain.calculation.Explanation;
import io.attain.calculation.ParticipantResult;
import io.attain.calculation.ResultLine;
import io.attain.calculation.RunId;
import io.attain.calculation.Runs;
import io.attain.calculation.engine.DerivationStep;
import io.attain.calculation.explanation.Fact;
import io.attain.calculation.explanation.Sentences;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.payout.PaymentOutcomes;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.plan.Plans;
import io.attain.plan.language.MarginalTiers;
import io.attain.plan.language.Tiers;
import io.attain.shared.Money;
import io.attain.statement.Acknowledgement;
import io.attain.statement.Acknowledgements;
import io.attain.statement.LineExplanations;
import io.attain.statement.Statement;
import io.attain.statement.StatementState;
import io.attain.statement.StatementTotals;
import io.attain.statement.Statements;

/** What a participant earned in a period, line by line, and why each number is what it is. */
@Controller
class StatementPages {

    private final PaymentOutcomes outcomes;
    private final Statements statements;
    private final Acknowledgements acknowledgements;
    private final LineExplanations explanations;
    private final Runs runs;
    private final Participants participants;
    private final Periods periods;
    private final Plans plans;
    private final Scope scope;
    private final Figures figures;
    private final ObjectMapper json;

    StatementPages(Statements statements, Acknowledgements acknowledgements, LineExplanations explanations, Runs runs,
            Participants participants,
            Periods periods, Plans plans, Scope scope, Figures figures, ObjectMapper json,
            PaymentOutcomes outcomes) {
        this.outcomes = outcomes;
        this.statements = statements;
        this.acknowledgements = acknowledgements;
        this.explanations = explanations;
        this.runs = runs;
        this.participants = participants;
        this.periods = periods;
        this.plans = plans;
        this.scope = scope;
        this.figures = figures;
        this.json = json;
    }

    /** Attainment of one component, as the page shows it. */
    record Reached(String name, Money measure, @Nullable Money quota, @Nullable BigDecimal attainment, int bar,
            Money earned) {}

    /**
     * One step of an explanation.
     *
     * @param stands what the line stands at after it
     * @param end    whether it is the amount of the line
     */
    record Step(String sentence, @Nullable String stands, boolean end) {}

    /** @param read whether the participant has acknowledged the statement */
    record Row(Participant participant, Money earned, Money adjustments, Money payable, boolean read) {}

    @GetMapping("/statement")
    @PreAuthorize(May.HAVE_A_STATEMENT)
    String mine(@RequestParam(required = false) @Nullable String period, Model model) throws JsonProcessingException {
        Optional<Participant> me = scope.me();
        if (me.isEmpty()) {
            return "statements/none";
        }
        Period shown = period == null ? latestWorthSeeing(me.get().id()) : periods.get(Ids.period(period));
        model.addAttribute("own", true);
        return show(me.get(), shown, statements.view(me.get().id(), shown.id()), model);
    }

    @GetMapping("/statements")
    @PreAuthorize(May.READ_EVERYTHING)
    String all(@RequestParam(required = false) @Nullable String period, Model model) {
        Period shown = period == null ? periods.openPeriod() : periods.get(Ids.period(period));
        Set<ParticipantId> read = acknowledgements.ofPeriod(shown.id()).stream().map(Acknowledgement::participant)
                .collect(Collectors.toSet());
        List<Row> rows = shown.isOpen() || statements.totalsOf(shown.id()).isEmpty()
                ? previewed(shown)
                : statements.totalsOf(shown.id()).stream().map(totals -> new Row(participants.get(totals.participant()),
                        totals.earned(), totals.adjustments(), totals.payable(), read.contains(totals.participant())))
                        .toList();
        model.addAttribute("period", shown);
        model.addAttribute("periods", periods.all());
        model.addAttribute("published", !statements.totalsOf(shown.id()).isEmpty());
        model.addAttribute("rows", rows);
        model.addAttribute("readBy", rows.stream().filter(Row::read).count());
        model.addAttribute("totalEarned", Figures.sums(rows.stream().map(Row::earned)));
        model.addAttribute("totalAdjustments", Figures.sums(rows.stream().map(Row::adjustments)));
        model.addAttribute("totalPayable", Figures.sums(rows.stream().map(Row::payable)));
        return "statements/all";
    }

    @GetMapping("/statements/{participant}/{period}")
    @PreAuthorize(May.WORK_WITH_PAY)
    String one(@PathVariable String participant, @PathVariable String period, Model model)
            throws JsonProcessingException {
        ParticipantId id = Ids.participant(participant);
        scope.requireSight(id);
        model.addAttribute("own", scope.me().map(Participant::id).filter(id::equals).isPresent());
        PeriodId periodId = Ids.period(period);
        return show(participants.get(id), periods.get(periodId), statements.view(id, periodId), model);
    }

    /** Whoever it is about says that it is read. */
    @PostMapping("/statements/{participant}/{period}/acknowledge")
    @PreAuthorize(May.HAVE_A_STATEMENT)
    String acknowledge(@PathVariable String participant, @PathVariable String period) {
        PeriodId id = Ids.period(period);
        acknowledgements.acknowledge(Ids.participant(participant), id);
        return "redirect:/statement?period=" + id;
    }

    /** A statement that was withdrawn when its period was reopened. */
    @GetMapping("/statements/{participant}/{period}/as-it-was/{run}")
    @PreAuthorize(May.WORK_WITH_PAY)
    String asItWas(@PathVariable String participant, @PathVariable String period, @PathVariable String run, Model model)
            throws JsonProcessingException {
        ParticipantId id = Ids.participant(participant);
        scope.requireSight(id);
        PeriodId periodId = Ids.period(period);
        RunId runId = Ids.run(run);
        model.addAttribute("own", scope.me().map(Participant::id).filter(id::equals).isPresent());
        model.addAttribute("asItWas", statements.withdrawn(id, periodId).stream()
                .filter(one -> one.run().equals(runId)).findFirst().orElseThrow(Ids::missing));
        return show(participants.get(id), periods.get(periodId), statements.asItWas(id, runId), model);
    }

    @GetMapping("/statements/{participant}/{period}/lines/{line}")
    @PreAuthorize(May.WORK_WITH_PAY)
    String why(@PathVariable String participant, @PathVariable String period, @PathVariable int line,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String part, Locale reader,
            Model model) {
        ParticipantId id = Ids.participant(participant);
        scope.requireSight(id);
        PeriodId periodId = Ids.period(period);
        Explanation explanation = explanations.explain(id, periodId, line).orElseThrow(Ids::missing);
        model.addAttribute("explanation", explanation);
        model.addAttribute("steps", explanation.facts().stream()
                .map(fact -> step(fact, explanation.line().amount().currency(), reader)).toList());
        model.addAttribute("participant", participants.get(id));
        model.addAttribute("period", periodId);
        return part == null ? "statements/line" : "statements/why :: why";
    }

    /** What the line stands at is said where a step changes it. */
    private Step step(Fact fact, Currency currency, Locale reader) {
        boolean sums = fact instanceof Fact.Derived derived && switch (derived.step()) {
            case DerivationStep.Alone alone -> false;
            case DerivationStep.Counted counted -> false;
            case DerivationStep.WholeWindow window -> false;
            case DerivationStep.Attained attained -> false;
            case DerivationStep.LookedUp found -> false;
            default -> true;
        };
        return new Step(Sentences.of(fact, currency, reader),
                sums ? figures.money(((Fact.Derived) fact).standing(), currency) : null, fact instanceof Fact.Comes);
    }

    private String show(Participant participant, Period period, Optional<Statement> statement, Model model)
            throws JsonProcessingException {
        model.addAttribute("withdrawn", statements.withdrawn(participant.id(), period.id()));
        model.addAttribute("acknowledged", acknowledgements.find(participant.id(), period.id()).orElse(null));
        model.addAttribute("participant", participant);
        model.addAttribute("period", period);
        model.addAttribute("periods", worthSeeing(participant.id()));
        model.addAttribute("statement", statement.orElse(null));
        model.addAttribute("bounces", outcomes.bounces(participant.id()).stream()
                .filter(bounce -> outcomes.periodOf(bounce.batch()).equals(period.id())).toList());
        model.addAttribute("keptBack", outcomes.keptBack(participant.id(), period.id()).orElse(null));
        model.addAttribute("awaited", outcomes.isAwaited(participant.id(), period.id()));
        model.addAttribute("preview",
                statement.filter(found -> found.state() == StatementState.PREVIEW).isPresent());
        if (statement.isPresent()) {
            List<ComponentResult> components = components(statement.get());
            model.addAttribute("reached", components.stream().map(StatementPages::reached).toList());
            model.addAttribute("chart", json.writeValueAsString(chart(statement.get(), components)));
        }
        return "statements/statement";
    }

    /** The open period when something counts in it already, else the latest statement. */
    private Period latestWorthSeeing(ParticipantId participant) {
        return statements.openFor(participant).or(() -> worthSeeing(participant).stream().findFirst())
                .orElseGet(periods::openPeriod);
    }

    /** The open period and every period with a statement, the latest first. */
    private List<Period> worthSeeing(ParticipantId participant) {
        List<PeriodId> published = statements.totalsOf(participant).stream().map(StatementTotals::period).toList();
        Optional<PeriodId> open = statements.openFor(participant).map(Period::id);
        return periods.all().stream()
                .filter(period -> published.contains(period.id()) || open.filter(period.id()::equals).isPresent())
                .sorted((a, b) -> b.span().compareTo(a.span())).toList();
    }

    private List<Row> previewed(Period period) {
        if (!period.isOpen()) {
            return List.of();
        }
        Set<ParticipantId> everyone = Set.copyOf(participants.all().stream().map(Participant::id).toList());
        Map<ParticipantId, ParticipantResult> results = runs.preview(period.id(), everyone).results();
        return participants.all().stream()
                .flatMap(one -> Optional.ofNullable(results.get(one.id())).stream().map(result -> {
                    Money earned = result.total();
                    return new Row(one, earned, Money.zero(earned.currency()), earned, false);
                })).toList();
    }

    private List<ComponentResult> components(Statement statement) {
        return statement.run().map(run -> runs.resultOf(run, statement.participant()))
                .orElseGet(() -> runs.preview(statement.period(), Set.of(statement.participant()))
                        .of(statement.participant()))
                .map(ParticipantResult::components).orElse(List.of());
    }

    private static Reached reached(ComponentResult result) {
        Optional<BigDecimal> attainment = result.attainment();
        int bar = attainment.map(part -> part.movePointRight(2).setScale(0, RoundingMode.DOWN)
                .min(BigDecimal.valueOf(150)).max(BigDecimal.ZERO).intValue()).orElse(0);
        return new Reached(result.name(), result.measure(), result.quota().orElse(null), attainment.orElse(null), bar,
                result.earned());
    }

    /** What the chart island draws; see {@code islands/chart.js}. */
    private Map<String, Object> chart(Statement statement, List<ComponentResult> components) {
        TreeMap<LocalDate, Money> creditedOn = new TreeMap<>();
        TreeMap<LocalDate, Money> earnedOn = new TreeMap<>();
        Currency currency = statement.earnedAsCounted().getFirst().currency();
        for (ResultLine line : statement.lines().stream()
                .filter(one -> one.amount().currency().equals(currency)).toList()) {
            creditedOn.merge(line.eventDate(), line.credited(), Money::plus);
            earnedOn.merge(line.eventDate(), line.amount(), Money::plus);
        }
        Money credited = Money.zero(currency);
        Money earned = credited;
        List<String> days = new ArrayList<>();
        List<BigDecimal> creditedSoFar = new ArrayList<>();
        List<BigDecimal> earnedSoFar = new ArrayList<>();
        for (LocalDate day : creditedOn.keySet()) {
            credited = credited.plus(creditedOn.getOrDefault(day, Money.zero(credited.currency())));
            earned = earned.plus(earnedOn.getOrDefault(day, Money.zero(earned.currency())));
            days.add(day.toString());
            creditedSoFar.add(credited.toDecimal());
            earnedSoFar.add(earned.toDecimal());
        }
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("currency", currency.getCurrencyCode());
        chart.put("days", days);
        chart.put("credited", creditedSoFar);
        chart.put("earned", earnedSoFar);
        chart.put("thresholds", thresholds(statement, components));
        return chart;
    }

    private List<Map<String, Object>> thresholds(Statement statement, List<ComponentResult> components) {
        return components.stream().filter(component -> component.quota().isPresent()).limit(1)
                .flatMap(component -> statement.plans().stream().map(plan -> plans.get(plan.version()))
                        .flatMap(version -> version.definition().component(component.component()).stream())
                        .flatMap(known -> known.pay() instanceof MarginalTiers tiers
                                && tiers.on() == Tiers.Basis.ATTAINMENT
                                        ? tiers.tiers().stream()
                                        : Stream.empty())
                        .map(tier -> tier.from().value()).filter(from -> from.signum() > 0).distinct().sorted()
                        .map(from -> threshold(component.quota().orElseThrow(), from)))
                .toList();
    }

    private static Map<String, Object> threshold(Money quota, BigDecimal from) {
        String percent = from.movePointRight(2).stripTrailingZeros().toPlainString();
        return Map.of("label", from.compareTo(BigDecimal.ONE) == 0 ? "Quota" : percent + " % of quota", "amount",
                quota.toDecimal().multiply(from));
    }
}
