package io.attain.web;

import java.util.Currency;
import java.util.List;
import java.util.Optional;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.attain.calculation.RunId;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.readiness.CloseFinding;
import io.attain.readiness.CloseFindings;
import io.attain.readiness.ControlTotals;
import io.attain.sales.EventKind;
import io.attain.shared.Money;
import io.attain.shared.Refused;
import io.attain.shared.Sha256;
import io.attain.workflow.close.PeriodClose;

/** What stands in the way of a close: control totals, and what every rule found. */
@Controller
class CloseExceptionPages {

    private final PeriodClose closes;
    private final Periods periods;
    private final CloseFindings findings;
    private final ControlTotals totals;

    CloseExceptionPages(PeriodClose closes, Periods periods, CloseFindings findings, ControlTotals totals) {
        this.closes = closes;
        this.periods = periods;
        this.findings = findings;
        this.totals = totals;
    }

    @GetMapping("/close/{period}/exceptions")
    @PreAuthorize(May.READ_EVERYTHING)
    String exceptions(@PathVariable String period, Model model) {
        Period shown = find(period);
        List<CloseFinding> found = findings.of(shown.id(), run(shown.id()));
        model.addAttribute("period", shown);
        model.addAttribute("open", found.stream().filter(CloseFinding::isOpen).toList());
        model.addAttribute("waived", found.stream().filter(one -> !one.isOpen()).toList());
        model.addAttribute("totals", totals.of(shown.id()));
        model.addAttribute("kinds", EventKind.values());
        return "close/exceptions";
    }

    @PostMapping("/close/{period}/exceptions/waive")
    @PreAuthorize(May.WAIVE)
    String waive(@PathVariable String period, @RequestParam(defaultValue = "") String rule,
            @RequestParam(defaultValue = "") String subject, @RequestParam(defaultValue = "") String digest,
            @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        PeriodId id = find(period).id();
        if (!digest.matches("[0-9a-f]{64}")) {
            throw new Refused("waiver-digest", "This page is not up to date. Load it again and waive what it says.");
        }
        findings.waive(id, run(id), rule, subject, Sha256.fromHex(digest), reason);
        flash.addFlashAttribute(Refusals.SAID, "Waived, in your name and with your reason.");
        return "redirect:/close/" + id + "/exceptions";
    }

    @PostMapping("/close/{period}/control-totals")
    @PreAuthorize(May.START_CLOSES)
    String controlTotal(@PathVariable String period, @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "BOOKING") String kind, @RequestParam(defaultValue = "") String events,
            @RequestParam(defaultValue = "USD") String currency, @RequestParam(defaultValue = "") String total,
            RedirectAttributes flash) {
        PeriodId id = find(period).id();
        ControlFigures figures = ControlFigures.read(kind, events, currency, total);
        totals.enter(id, source, figures.kind(), figures.events(), figures.currency(), figures.total());
        flash.addFlashAttribute(Refusals.SAID, "The control total of " + source.strip() + " is noted.");
        return "redirect:/close/" + id + "/exceptions";
    }

    /** A control total as typed. */
    record ControlFigures(EventKind kind, long events, Currency currency, Optional<Money> total) {

        /** @throws Refused naming the field that cannot be read */
        static ControlFigures read(String kind, String events, String currency, String total) {
            Currency read;
            try {
                read = Currency.getInstance(currency.strip());
            } catch (IllegalArgumentException unknown) {
                throw new Refused("control-total-currency",
                        "“%s” is not a currency; give three letters such as USD.".formatted(currency));
            }
            if (!events.strip().matches("[0-9]{1,15}")) {
                throw new Refused("control-total-events",
                        "“%s” is not a number of events; give a whole number such as 1688.".formatted(events));
            }
            try {
                return new ControlFigures(EventKind.valueOf(kind), Long.parseLong(events.strip()), read,
                        total.isBlank() ? Optional.empty() : Optional.of(Money.of(total.strip(), read)));
            } catch (IllegalArgumentException | ArithmeticException unreadable) {
                throw new Refused("control-total-sum",
                        "“%s” is not an amount in %s; write it like 15000.50.".formatted(total, read));
            }
        }
    }

    private Optional<RunId> run(PeriodId period) {
        return closes.status(period).run();
    }

    private Period find(String period) {
        return periods.find(Ids.period(period)).orElseThrow(Ids::missing);
    }
}
