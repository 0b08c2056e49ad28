package io.attain.web;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.attain.audit.CaseRef;
import io.attain.calculation.Run;
import io.attain.calculation.RunId;
import io.attain.calculation.RunKind;
import io.attain.calculation.RunState;
import io.attain.calculation.Runs;
import io.attain.evidence.EvidencePacks;
import io.attain.participant.ParticipantId;
import io.attain.period.Calendars;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.readiness.CloseFindings;
import io.attain.readiness.ControlTotals;
import io.attain.shared.Money;
import io.attain.statement.Statements;
import io.attain.statement.Variance;
import io.attain.workflow.close.CloseStatus;
import io.attain.workflow.close.PeriodClose;
import io.attain.workflow.history.ProcessPictures;

/** The close console: periods, dry runs, the close on its way, what it comes to. */
@Controller
class ClosePages {

    private final PeriodClose closes;
    private final Periods periods;
    private final Calendars calendars;
    private final Runs runs;
    private final Statements statements;
    private final ProcessPictures pictures;
    private final CloseFindings findings;
    private final ControlTotals controlTotals;
    private final EvidencePacks evidence;
    private final Figures figures;

    ClosePages(PeriodClose closes, Periods periods, Calendars calendars, Runs runs, Statements statements,
            ProcessPictures pictures, CloseFindings findings, ControlTotals controlTotals, EvidencePacks evidence,
            Figures figures) {
        this.figures = figures;
        this.closes = closes;
        this.periods = periods;
        this.calendars = calendars;
        this.runs = runs;
        this.statements = statements;
        this.pictures = pictures;
        this.findings = findings;
        this.controlTotals = controlTotals;
        this.evidence = evidence;
    }

    /**
     * What someone earns beside the period before and beside the forecast: the latest dry run before the close.
     */
    record Outlier(ParticipantId participant, Money current, Money previous, Money difference,
            Optional<Money> forecast) {}

    @GetMapping("/close")
    @PreAuthorize(May.READ_EVERYTHING)
    String periods(Model model) {
        model.addAttribute("periods", periods.all());
        model.addAttribute("next", periods.openPeriods().stream().filter(one -> periods.whyNotClose(one).isEmpty())
                .map(Period::id).toList());
        model.addAttribute("calendars", calendars.all());
        model.addAttribute("waiting", calendars.waiting());
        return "close/periods";
    }

    @GetMapping("/close/{period}")
    @PreAuthorize(May.READ_EVERYTHING)
    String close(@PathVariable String period, Model model) {
        Period shown = find(period);
        CloseStatus status = progress(shown, model);
        Optional<Run> run = status.run().map(runs::get);
        List<Run> all = runs.ofPeriod(shown.id());
        model.addAttribute("run", run.orElse(null));
        model.addAttribute("runs", all);
        run.ifPresent(known -> describe(known, model));
        model.addAttribute("isOpenOne", periods.whyNotClose(shown).isEmpty());
        model.addAttribute("ways", pictures.all(new CaseRef("period-close", shown.id().value())).stream()
                .map(DrawnPicture::of).toList());
        return "close/close";
    }

    @GetMapping("/close/{period}/progress")
    @PreAuthorize(May.READ_EVERYTHING)
    String progress(@PathVariable String period, Model model) {
        progress(find(period), model);
        return "close/progress :: progress";
    }

    @GetMapping("/close/{period}/runs/{run}")
    @PreAuthorize(May.READ_EVERYTHING)
    String run(@PathVariable String period, @PathVariable String run, Model model) {
        Period shown = find(period);
        RunId id = Ids.run(run);
        Run known = runs.ofPeriod(shown.id()).stream().filter(one -> one.id().equals(id)).findFirst()
                .orElseThrow(Ids::missing);
        model.addAttribute("period", shown);
        model.addAttribute("run", known);
        describe(known, model);
        return "close/run";
    }

    @PostMapping("/close/{period}/dry-run")
    @PreAuthorize(May.START_CLOSES)
    String dryRun(@PathVariable String period, RedirectAttributes flash) {
        PeriodId id = find(period).id();
        RunId run = closes.dryRun(id);
        flash.addFlashAttribute(Refusals.SAID, "The dry run is calculated. Nothing was posted.");
        return "redirect:/close/" + id + "/runs/" + run;
    }

    @PostMapping("/close/{period}/start")
    @PreAuthorize(May.START_CLOSES)
    String start(@PathVariable String period, RedirectAttributes flash) {
        PeriodId id = find(period).id();
        closes.start(id);
        flash.addFlashAttribute(Refusals.SAID, "The close of " + id + " has started.");
        return "redirect:/close/" + id;
    }

    @PostMapping("/close/{period}/cancel")
    @PreAuthorize(May.START_CLOSES)
    String cancel(@PathVariable String period, @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        PeriodId id = find(period).id();
        closes.cancel(id, reason);
        flash.addFlashAttribute(Refusals.SAID, "The close is cancelled and " + id + " is open again.");
        return "redirect:/close/" + id;
    }

    private CloseStatus progress(Period period, Model model) {
        CloseStatus status = closes.status(period.id());
        model.addAttribute("period", period);
        model.addAttribute("status", status);
        model.addAttribute("evidence", status.batch().filter(evidence::has).isPresent());
        model.addAttribute("progress", closes.progress(period.id()));
        model.addAttribute("checklist", CloseChecklist.of(status, period.state(),
                findings.of(period.id(), status.run()), controlTotals.of(period.id())));
        return status;
    }

    private void describe(Run run, Model model) {
        List<Variance> variances = statements.varianceAgainstPrevious(run.id());
        model.addAttribute("checks",
                runs.checks(run.id()).stream().map(check -> CheckShown.of(check, run, figures)).toList());
        model.addAttribute("parked", runs.parked(run.id()));
        Optional<Run> dry = runs.ofPeriod(run.period()).stream()
                .filter(one -> one.kind() == RunKind.DRY && one.state() == RunState.CALCULATED)
                .filter(one -> one.number() < run.number())
                .findFirst();
        Map<ParticipantId, Money> forecast = dry.map(one -> runs.totals(one.id())).orElse(Map.of());
        model.addAttribute("forecast", dry.orElse(null));
        model.addAttribute("variances", variances.stream()
                .map(one -> new Outlier(one.participant(), one.current(), one.previous(), one.difference(),
                        Optional.ofNullable(forecast.get(one.participant()))))
                .sorted(Comparator.comparing((Outlier one) -> Math.abs(one.difference().minor())).reversed())
                .toList());
        model.addAttribute("totalNow", Figures.sums(variances.stream().map(Variance::current)));
        model.addAttribute("totalBefore", Figures.sums(variances.stream().map(Variance::previous)));
        model.addAttribute("totalDifference", Figures.sums(variances.stream().map(Variance::difference)));
        model.addAttribute("previous", periods.before(run.period()).orElse(null));
    }

    private Period find(String period) {
        return periods.find(Ids.period(period)).orElseThrow(Ids::missing);
    }
}
