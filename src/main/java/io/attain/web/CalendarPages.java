package io.attain.web;

import java.time.LocalDate;

import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.attain.period.CalendarSpan;
import io.attain.period.Calendars;

/** Adding periods to calendars, and saying which calendar waits for which. */
@Controller
class CalendarPages {

    private final Calendars calendars;

    CalendarPages(Calendars calendars) {
        this.calendars = calendars;
    }

    @PostMapping("/calendars")
    @PreAuthorize(May.START_CLOSES)
    String extend(@RequestParam String calendar, @RequestParam(defaultValue = "") String suffix,
            @RequestParam CalendarSpan.Length length,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from, @RequestParam int count,
            @RequestParam int paidOn, RedirectAttributes flash) {
        int added = calendars.extend(new CalendarSpan(calendar.strip(), suffix.strip(), length, from, count, paidOn))
                .size();
        flash.addFlashAttribute(Refusals.SAID, added + " periods are added to “" + calendar.strip() + "”, all open.");
        return "redirect:/close";
    }

    @PostMapping("/calendars/waits")
    @PreAuthorize(May.START_CLOSES)
    String waits(@RequestParam String calendar, @RequestParam(defaultValue = "") String waitsFor,
            RedirectAttributes flash) {
        if (waitsFor.isEmpty()) {
            calendars.waitForNone(calendar);
            flash.addFlashAttribute(Refusals.SAID, "“" + calendar + "” closes on its own.");
        } else {
            calendars.waitFor(calendar, waitsFor);
            flash.addFlashAttribute(Refusals.SAID, "“" + calendar + "” locks after “" + waitsFor + "”.");
        }
        return "redirect:/close";
    }
}
