package io.attain.web;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.attain.period.Period;
import io.attain.period.Periods;
import io.attain.plan.DraftPlan;
import io.attain.plan.PlanFromTemplate;
import io.attain.plan.PlanId;
import io.attain.plan.PlanTemplates;
import io.attain.plan.PlanVersion;
import io.attain.plan.Plans;
import io.attain.shared.DateRange;
import io.attain.shared.Refused;

/** Begins a plan from a template. */
@Controller
@PreAuthorize(May.DESIGN_PLANS)
class PlanTemplatePages {

    private final PlanTemplates templates;
    private final Plans plans;
    private final Periods periods;

    PlanTemplatePages(PlanTemplates templates, Plans plans, Periods periods) {
        this.templates = templates;
        this.plans = plans;
        this.periods = periods;
    }

    /** A template as it is chosen, in the reader's language. */
    record Choice(String id, String name, String description, List<String> components) {}

    @GetMapping("/plans/templates")
    String templates(@RequestParam(defaultValue = "") String template, Locale reader, Model model) {
        model.addAttribute("chosen", template);
        model.addAttribute("templates", templates.list().stream().map(each -> new Choice(each.id(),
                each.name().in(reader), each.description().in(reader),
                each.definition().components().stream().map(component -> component.name().in(reader)).toList()))
                .toList());
        model.addAttribute("calendars", periods.all().stream().map(Period::calendar).distinct().sorted().toList());
        model.addAttribute("from", periods.businessDate().plusMonths(1).withDayOfMonth(1));
        return "plans/templates";
    }

    @PostMapping("/plans/templates")
    String begin(@RequestParam String template, @RequestParam String id,
            @RequestParam(defaultValue = "") String name, @RequestParam String currency, @RequestParam String calendar,
            @RequestParam String from, @RequestParam(defaultValue = "") String to, Locale reader, Model model,
            RedirectAttributes flash) {
        try {
            PlanFromTemplate wanted = new PlanFromTemplate(template, planId(id),
                    Optional.of(name.strip()).filter(given -> !given.isEmpty()), currency(currency), calendar.strip(),
                    days(from, to));
            if (!plans.versions(wanted.id()).isEmpty()) {
                throw new Refused("plan-exists",
                        "There is a plan \"%s\" already; choose another id, or write its next version."
                                .formatted(wanted.id()));
            }
            PlanVersion drafted = plans.draft(new DraftPlan(templates.instantiate(wanted)));
            flash.addFlashAttribute(Refusals.SAID, "The draft is made from the template; make it yours.");
            return "redirect:/plans/" + drafted.id() + "/edit";
        } catch (Refused refused) {
            model.addAttribute(Refusals.REFUSED, refused.getMessage());
            return templates(template, reader, model);
        }
    }

    private static PlanId planId(String id) {
        try {
            return new PlanId(id.strip());
        } catch (IllegalArgumentException noSlug) {
            throw new Refused("plan-id",
                    "The id of a plan has small letters, digits and single hyphens, such as field-sales.");
        }
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new Refused("currency-unknown", "Write a currency as a code of ISO 4217, such as USD or CNY.");
        }
    }

    private static DateRange days(String from, String to) {
        try {
            return to.isBlank()
                    ? DateRange.since(LocalDate.parse(from.strip()))
                    : DateRange.of(LocalDate.parse(from.strip()), LocalDate.parse(to.strip()));
        } catch (DateTimeException | IllegalArgumentException unfit) {
            throw new Refused("plan-days",
                    "Write the first day of the plan, and after it, if the plan ends, the first day without it.");
        }
    }
}
