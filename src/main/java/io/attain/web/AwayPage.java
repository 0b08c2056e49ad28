package io.attain.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.attain.identity.CurrentUser;
import io.attain.identity.Duty;
import io.attain.identity.Role;
import io.attain.identity.Substitutions;
import io.attain.identity.UserId;
import io.attain.identity.Users;
import io.attain.shared.DateRange;
import io.attain.shared.Refused;

/** Who stands in for the reader while he is away. */
@Controller
class AwayPage {

    private final Substitutions substitutions;
    private final Users users;
    private final CurrentUser current;

    AwayPage(Substitutions substitutions, Users users, CurrentUser current) {
        this.substitutions = substitutions;
        this.users = users;
        this.current = current;
    }

    @GetMapping("/away")
    @PreAuthorize(May.LEAD_A_TEAM)
    String away(Model model) {
        model.addAttribute("entries", substitutions.ofMe());
        model.addAttribute("standsIn", substitutions.standingIn(current.get().id()));
        model.addAttribute("colleagues", users.withRole(Role.MANAGER).stream()
                .filter(one -> !one.id().equals(current.get().id())).toList());
        model.addAttribute("duties", Duty.values());
        return "away/away";
    }

    @PostMapping("/away")
    @PreAuthorize(May.LEAD_A_TEAM)
    String leave(@RequestParam(defaultValue = "") String substitute, @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until, @RequestParam(defaultValue = "") List<String> duty,
            RedirectAttributes flash) {
        DateRange days = days(from, until);
        substitutions.away(new UserId(substitute.isBlank() ? "nobody" : substitute), duties(duty), days);
        flash.addFlashAttribute(Refusals.SAID, "Noted. Your substitute sees your tasks on these days.");
        return "redirect:/away";
    }

    @PostMapping("/away/{id}/back")
    @PreAuthorize(May.LEAD_A_TEAM)
    String back(@PathVariable long id, RedirectAttributes flash) {
        substitutions.back(id);
        flash.addFlashAttribute(Refusals.SAID, "From now on you decide yourself again.");
        return "redirect:/away";
    }

    private static DateRange days(String from, String until) {
        try {
            return new DateRange(LocalDate.parse(from), LocalDate.parse(until).plusDays(1));
        } catch (DateTimeParseException | IllegalArgumentException malformed) {
            throw new Refused("away-days", "Choose the first and the last day; the last cannot be before the first.");
        }
    }

    private static Set<Duty> duties(List<String> keys) {
        Set<Duty> duties = EnumSet.noneOf(Duty.class);
        for (Duty duty : Duty.values()) {
            if (keys.contains(duty.name())) {
                duties.add(duty);
            }
        }
        return duties;
    }
}
