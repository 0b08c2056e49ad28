package io.attain.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.attain.audit.Approvals;
import io.attain.audit.CaseRef;
import io.attain.participant.ParticipantId;
import io.attain.payable.RealExamples;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.plan.Acceptance;
import io.attain.plan.Acceptances;
import io.attain.plan.Assignments;
import io.attain.plan.DraftPlan;
import io.attain.plan.PlanId;
import io.attain.plan.PlanVersion;
import io.attain.plan.PlanVersionId;
import io.attain.plan.PlanVersionState;
import io.attain.plan.Plans;
import io.attain.plan.comparison.PlanComparison;
import io.attain.plan.language.Example;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.PlanWriter;
import io.attain.shared.DateRange;
import io.attain.shared.Finding;
import io.attain.shared.Refused;
import io.attain.workflow.history.ProcessPictures;

/** Plans: the page that says in sentences what is paid, and the editor of drafts. */
@Controller
class PlanPages {

    private final Plans plans;
    private final Acceptances acceptances;
    private final Assignments assignments;
    private final Approvals approvals;
    private final ProcessPictures pictures;
    private final PlanInWords words;
    private final ExamplesInWords promises;
    private final RealExamples examples;
    private final Periods periods;
    private final Scope scope;

    PlanPages(Plans plans, Acceptances acceptances, Assignments assignments, Approvals approvals,
            ProcessPictures pictures, PlanInWords words, ExamplesInWords promises,
            RealExamples examples, Periods periods, Scope scope) {
        this.plans = plans;
        this.acceptances = acceptances;
        this.assignments = assignments;
        this.approvals = approvals;
        this.pictures = pictures;
        this.words = words;
        this.promises = promises;
        this.examples = examples;
        this.periods = periods;
        this.scope = scope;
    }

    @GetMapping("/plans")
    @PreAuthorize(May.WORK_WITH_PAY)
    String plans(Model model) {
        Map<PlanId, List<PlanVersion>> byPlan = plans.all().stream().filter(this::mayRead)
                .sorted(Comparator.comparing(PlanVersion::id).reversed())
                .collect(Collectors.groupingBy(version -> version.id().plan(), TreeMap::new, Collectors.toList()));
        model.addAttribute("plans", byPlan);
        return "plans/plans";
    }

    @GetMapping("/plans/{plan}/{version}")
    @PreAuthorize(May.WORK_WITH_PAY)
    String plan(@PathVariable String plan, @PathVariable int version,
            @RequestParam(defaultValue = "reading") String tab, Locale reader, Model model) {
        PlanVersion shown = readable(plan, version);
        CaseRef subject = new CaseRef("plan-version", shown.id().toString());
        model.addAttribute("plan", shown);
        model.addAttribute("tab", Set.of("source", "acceptances", "history").contains(tab) ? tab : "reading");
        model.addAttribute("components", words.of(shown.definition()));
        model.addAttribute("wholePlan", words.ofPlan(shown.definition()));
        model.addAttribute("versions", plans.versions(shown.id().plan()).stream().filter(this::mayRead).toList());
        model.addAttribute("authors", plans.authorsOf(shown.id()));
        Optional<PlanVersion> before = plans.predecessor(shown.id()).filter(this::mayRead);
        model.addAttribute("before", before.orElse(null));
        model.addAttribute("changes", before.map(was -> PlanComparison.between(was.definition(), shown.definition()))
                .orElse(List.of()).stream().map(change -> change.sentence(reader)).toList());
        switch (tab) {
            case "acceptances" -> model.addAttribute("acceptances", visible(acceptances.of(shown.id())));
            case "history" -> {
                model.addAttribute("approvals", approvals.of(subject));
                model.addAttribute("picture", pictures.picture(subject).map(DrawnPicture::of).orElse(null));
            }
            case "source" -> {
            }
            default -> model.addAttribute("examples",
                    promises.of(shown.definition(), plans.examples(shown.id()), reader));
        }
        return "plans/plan";
    }

    @GetMapping("/plans/new")
    @PreAuthorize(May.DESIGN_PLANS)
    String blank(@RequestParam(required = false) Optional<String> from, Model model) {
        String source = from.flatMap(id -> plans.find(Ids.planVersion(before(id), after(id))))
                .map(version -> PlanWriter.indented(version.definition())).orElse("");
        return editor(source, List.of(), Optional.empty(), model);
    }

    @PostMapping("/plans")
    @PreAuthorize(May.DESIGN_PLANS)
    String draft(@RequestParam String source, @RequestParam(defaultValue = "save") String action, Model model,
            RedirectAttributes flash) {
        if (action.equals("check")) {
            return checked(source, Optional.empty(), model);
        }
        try {
            PlanVersion drafted = plans.draft(new DraftPlan(source));
            flash.addFlashAttribute(Refusals.SAID, "Version " + drafted.id().number() + " is saved as a draft.");
            return "redirect:/plans/" + drafted.id() + "/edit";
        } catch (Refused refused) {
            model.addAttribute(Refusals.REFUSED, refused.getMessage());
            return checked(source, Optional.empty(), model);
        }
    }

    @GetMapping("/plans/{plan}/{version}/edit")
    @PreAuthorize(May.DESIGN_PLANS)
    String edit(@PathVariable String plan, @PathVariable int version, Locale reader, Model model) {
        PlanVersion shown = plans.get(Ids.planVersion(plan, version));
        model.addAttribute("examples", promises.of(shown.definition(), plans.examples(shown.id()), reader));
        return editor(PlanWriter.indented(shown.definition()), plans.check(shown.id()), Optional.of(shown), model);
    }

    @PostMapping("/plans/{plan}/{version}/edit")
    @PreAuthorize(May.DESIGN_PLANS)
    String revise(@PathVariable String plan, @PathVariable int version, @RequestParam String source,
            @RequestParam(defaultValue = "save") String action, Model model, RedirectAttributes flash) {
        PlanVersionId id = Ids.planVersion(plan, version);
        if (action.equals("check")) {
            return checked(source, plans.find(id), model);
        }
        try {
            plans.revise(id, source);
        } catch (Refused refused) {
            model.addAttribute(Refusals.REFUSED, refused.getMessage());
            return checked(source, plans.find(id), model);
        }
        flash.addFlashAttribute(Refusals.SAID, "The draft is saved.");
        return "redirect:/plans/" + id + "/edit";
    }

    @PostMapping("/plans/{plan}/{version}/examples")
    @PreAuthorize(May.DESIGN_PLANS)
    String addExample(@PathVariable String plan, @PathVariable int version, @RequestParam String participant,
            @RequestParam String period, RedirectAttributes flash) {
        PlanVersionId id = Ids.planVersion(plan, version);
        PlanDefinition definition = plans.get(id).definition();
        List<Example> all = new ArrayList<>(definition.examples());
        all.add(examples.of(definition, new ParticipantId(participant), new PeriodId(period)));
        plans.revise(id, PlanWriter.canonical(definition.promising(all)));
        flash.addFlashAttribute(Refusals.SAID, "The example is added; check that it comes to what you want.");
        return "redirect:/plans/" + id + "/edit";
    }

    @PostMapping("/plans/{plan}/{version}/submit")
    @PreAuthorize(May.DESIGN_PLANS)
    String submit(@PathVariable String plan, @PathVariable int version, RedirectAttributes flash) {
        PlanVersionId id = Ids.planVersion(plan, version);
        plans.submit(id);
        flash.addFlashAttribute(Refusals.SAID, "Submitted. Someone else reviews it now.");
        return "redirect:/plans/" + id;
    }

    @PostMapping("/plans/{plan}/{version}/withdraw")
    @PreAuthorize(May.DESIGN_PLANS)
    String withdraw(@PathVariable String plan, @PathVariable int version, @RequestParam String reason,
            RedirectAttributes flash) {
        PlanVersionId id = Ids.planVersion(plan, version);
        plans.withdraw(id, reason);
        flash.addFlashAttribute(Refusals.SAID, "Version " + version + " is withdrawn.");
        return "redirect:/plans/" + id;
    }

    private String checked(String source, Optional<PlanVersion> version, Model model) {
        List<Finding> findings = plans.check(source);
        model.addAttribute("checked", true);
        return editor(source, findings, version, model);
    }

    private String editor(String source, List<Finding> findings, Optional<PlanVersion> version, Model model) {
        model.addAttribute("source", source);
        model.addAttribute("findings", findings);
        model.addAttribute("version", version.orElse(null));
        model.addAttribute("periods", periods.all().stream().map(Period::id).toList());
        model.addAttribute("editable",
                version.map(known -> known.state() == PlanVersionState.DRAFT).orElse(true));
        return "plans/edit";
    }

    private PlanVersion readable(String plan, int number) {
        PlanVersion found = plans.find(Ids.planVersion(plan, number)).orElseThrow(Ids::missing);
        if (!mayRead(found)) {
            throw new AccessDeniedException("the plan is not one of the reader or of his reporting line");
        }
        return found;
    }

    /** Reps and managers read published plans that they, or someone below them, are assigned to; managers also reviews. */
    private boolean mayRead(PlanVersion version) {
        Optional<Set<ParticipantId>> seen = scope.visible();
        if (seen.isEmpty()) {
            return true;
        }
        if (version.state() == PlanVersionState.IN_REVIEW) {
            return scope.leadsATeam();
        }
        DateRange effective = version.definition().effective();
        return version.state() == PlanVersionState.PUBLISHED && assignments.of(version.id().plan(), effective).stream()
                .anyMatch(assignment -> seen.get().contains(assignment.participant()));
    }

    private List<Acceptance> visible(List<Acceptance> all) {
        return all.stream().filter(acceptance -> scope.maySee(acceptance.participant())).toList();
    }

    private static String before(String id) {
        return id.contains("/") ? id.substring(0, id.lastIndexOf('/')) : id;
    }

    private static int after(String id) {
        try {
            return Integer.parseInt(id.substring(id.lastIndexOf('/') + 1));
        } catch (NumberFormatException notANumber) {
            return 1;
        }
    }
}
