package io.attain.web;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.reopening.Reopenings;
import io.attain.shared.Refused;

/** Opening a locked period again: what it would take back, and the request that somebody else decides in the inbox. */
@Controller
class ReopeningPages {

    private final Reopenings reopenings;
    private final Periods periods;

    ReopeningPages(Reopenings reopenings, Periods periods) {
        this.reopenings = reopenings;
        this.periods = periods;
    }

    @GetMapping("/close/{period}/reopening")
    @PreAuthorize(May.READ_EVERYTHING)
    String reopening(@PathVariable String period, Model model) {
        Period shown = find(period);
        String whyNot = reopenings.whyNot(shown.id()).map(Refused::sentence).orElse(null);
        model.addAttribute("period", shown);
        model.addAttribute("whyNot", whyNot);
        model.addAttribute("undoing", whyNot == null ? reopenings.undoing(shown.id()) : null);
        model.addAttribute("pending", reopenings.pending(shown.id()).orElse(null));
        model.addAttribute("requests", reopenings.ofPeriod(shown.id()));
        return "close/reopening";
    }

    @PostMapping("/close/{period}/reopening")
    @PreAuthorize(May.REOPEN)
    String ask(@PathVariable String period, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        PeriodId id = find(period).id();
        reopenings.ask(id, reason);
        flash.addFlashAttribute(Refusals.SAID,
                "Asked for. The payout waits until somebody else in finance has decided.");
        return "redirect:/close/" + id + "/reopening";
    }

    private Period find(String period) {
        return periods.find(Ids.period(period)).orElseThrow(Ids::missing);
    }
}
