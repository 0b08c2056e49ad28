package io.attain.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.attain.bank.BankDetailDraft;
import io.attain.bank.BankDetails;
import io.attain.bank.Bic;
import io.attain.bank.Iban;
import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.participant.Participant;
import io.attain.participant.Participants;
import io.attain.payout.PaymentOutcomes;
import io.attain.shared.Refused;

/**
 * Where people are paid to. Everyone sees and changes his own, comp-admin and finance everybody's, auditors read; account
 * numbers are masked. Approving is a task of the inbox.
 */
@Controller
class BankDetailPages {

    private final BankDetails details;
    private final PaymentOutcomes outcomes;
    private final Participants participants;
    private final Scope scope;
    private final CurrentUser currentUser;
    private final Clock clock;

    BankDetailPages(BankDetails details, PaymentOutcomes outcomes, Participants participants, Scope scope,
            CurrentUser currentUser, Clock clock) {
        this.details = details;
        this.outcomes = outcomes;
        this.participants = participants;
        this.scope = scope;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    @GetMapping("/bank-details")
    @PreAuthorize(May.WORK_WITH_PAY)
    String all(Model model) {
        if (!scope.seesEveryone()) {
            return scope.me().map(me -> "redirect:/bank-details/" + me.id().value())
                    .orElseThrow(() -> new AccessDeniedException("the current user is not paid"));
        }
        LocalDate today = LocalDate.now(clock);
        model.addAttribute("rows", participants.all().stream()
                .map(person -> new Row(person, details.on(person.id(), today).map(now -> now.iban().masked())
                        .orElse("none")))
                .toList());
        model.addAttribute("pending", details.pending());
        return "bank/all";
    }

    /**
     * @param account masked
     */
    record Row(Participant person, String account) {}

    @GetMapping("/bank-details/{participant}")
    @PreAuthorize(May.WORK_WITH_PAY)
    String one(@PathVariable String participant, Model model) {
        Participant person = participants.get(Ids.participant(participant));
        requireSight(person);
        model.addAttribute("person", person);
        model.addAttribute("details", details.of(person.id()));
        model.addAttribute("bounces", outcomes.bounces(person.id()));
        model.addAttribute("may", isOwn(person) || enters());
        model.addAttribute("today", LocalDate.now(clock));
        return "bank/one";
    }

    @PostMapping("/bank-details/{participant}")
    @PreAuthorize(May.WORK_WITH_PAY)
    String propose(@PathVariable String participant, @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String holder, @RequestParam(defaultValue = "") String iban,
            @RequestParam(defaultValue = "") String bic, RedirectAttributes flash) {
        if (!enters() && scope.me().filter(me -> me.id().value().equals(participant)).isEmpty()) {
            throw new AccessDeniedException("nobody changes somebody else's bank details");
        }
        Participant person = participants.get(Ids.participant(participant));
        details.propose(new BankDetailDraft(person.id(), day(from), holder, new Iban(iban),
                bic.isBlank() ? Optional.empty() : Optional.of(new Bic(bic))));
        flash.addFlashAttribute(Refusals.SAID, "The change is asked for. It counts once finance has approved it.");
        return "redirect:/bank-details/" + person.id().value();
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException notADay) {
            throw new Refused("bank-day", "Say from which day on the account counts, for instance 2017-07-01.");
        }
    }

    private void requireSight(Participant person) {
        if (!scope.seesEveryone() && !isOwn(person)) {
            throw new AccessDeniedException("bank details are between a participant and finance");
        }
    }

    private boolean isOwn(Participant person) {
        return scope.me().map(Participant::id).filter(person.id()::equals).isPresent();
    }

    private boolean enters() {
        User user = currentUser.get();
        return user.has(Role.FINANCE) || user.has(Role.COMP_ADMIN);
    }
}
