package io.attain.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.attain.crediting.Share;
import io.attain.crediting.Splits;
import io.attain.dispute.Answer;
import io.attain.dispute.ClaimKind;
import io.attain.dispute.Dispute;
import io.attain.dispute.DisputeId;
import io.attain.dispute.Disputes;
import io.attain.dispute.Effect;
import io.attain.dispute.FileClaim;
import io.attain.dispute.FilingResult;
import io.attain.dispute.Party;
import io.attain.identity.CurrentUser;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.period.Periods;
import io.attain.sales.Deal;
import io.attain.sales.Deals;
import io.attain.sales.EventKey;
import io.attain.shared.Money;
import io.attain.workflow.history.ProcessPictures;

/** Disputes: filing one, following it, seeing what it would change. Answers and decisions are tasks of the inbox. */
@Controller
class DisputePages {

    private final Disputes disputes;
    private final Deals deals;
    private final Splits splits;
    private final Participants participants;
    private final Periods periods;
    private final ProcessPictures pictures;
    private final CurrentUser current;
    private final Scope scope;

    DisputePages(Disputes disputes, Deals deals, Splits splits, Participants participants, Periods periods,
            ProcessPictures pictures, CurrentUser current, Scope scope) {
        this.disputes = disputes;
        this.deals = deals;
        this.splits = splits;
        this.participants = participants;
        this.periods = periods;
        this.pictures = pictures;
        this.current = current;
        this.scope = scope;
    }

    /** A proposed share as entered, before it is one. */
    record EnteredShare(String participant, String percent) {}

    /**
     * What a dispute changes for someone.
     *
     * @param before absent where the reader may see the difference only
     */
    record Change(ParticipantId participant, @Nullable Money before, @Nullable Money after, Money difference) {}

    record PartyInWords(String name, @Nullable String answer, @Nullable String note) {}

    @GetMapping("/disputes")
    @PreAuthorize(May.WORK_WITH_PAY)
    String disputes(Model model) {
        model.addAttribute("disputes", disputes.visible());
        model.addAttribute("mayFile", scope.me().isPresent());
        return "disputes/disputes";
    }

    @GetMapping("/disputes/new")
    @PreAuthorize(May.FILE_DISPUTES)
    String blank(@RequestParam(defaultValue = "") String deal, @RequestParam(defaultValue = "") String line,
            Model model) {
        Optional<Deal> found = findDeal(deal);
        if (found.isEmpty()) {
            model.addAttribute("looked", deal.strip());
            return "disputes/which-deal";
        }
        List<EnteredShare> proposed = new ArrayList<>(splits.sharesOf(found.get().key()).stream()
                .map(share -> new EnteredShare(share.participant().value(),
                        share.percent().stripTrailingZeros().toPlainString()))
                .toList());
        scope.me().map(Participant::id).map(ParticipantId::value)
                .filter(me -> proposed.stream().noneMatch(share -> share.participant().equals(me)))
                .ifPresent(me -> proposed.add(new EnteredShare(me, "")));
        return form(found.get(), line, proposed, "", model);
    }

    @PostMapping("/disputes")
    @PreAuthorize(May.FILE_DISPUTES)
    String file(@RequestParam String source, @RequestParam String id, @RequestParam(defaultValue = "") String line,
            @RequestParam(defaultValue = "") List<String> participant,
            @RequestParam(defaultValue = "") List<String> percent, @RequestParam(defaultValue = "") String reason,
            Model model, RedirectAttributes flash, HttpServletResponse response) {
        EventKey key = Ids.deal(source, id);
        Deal deal = deals.find(key).orElseThrow(Ids::missing);
        List<EnteredShare> entered = new ArrayList<>();
        for (int row = 0; row < Math.min(participant.size(), percent.size()); row++) {
            if (!participant.get(row).isBlank() && !percent.get(row).isBlank()) {
                entered.add(new EnteredShare(participant.get(row), percent.get(row).strip()));
            }
        }
        String flaw;
        try {
            List<Share> proposed = entered.stream().map(DisputePages::share)
                    .filter(share -> share.percent().signum() > 0).toList();
            FileClaim claim = new FileClaim(key, line.isBlank() ? ClaimKind.SPLIT_REQUEST : ClaimKind.CREDIT_CONTEST,
                    proposed, reason, Optional.of(line).filter(text -> !text.isBlank()));
            switch (disputes.file(claim)) {
                case FilingResult.Filed filed -> {
                    flash.addFlashAttribute(Refusals.SAID, "Filed as dispute " + filed.id() + ".");
                    return "redirect:/disputes/" + filed.id();
                }
                case FilingResult.Refused refused -> flaw = refused.sentence();
            }
        } catch (IllegalArgumentException malformed) {
            flaw = "Each share is a number between 0 and 100, with a dot before the decimals.";
        }
        model.addAttribute(Refusals.REFUSED, flaw);
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return form(deal, line, entered, reason, model);
    }

    @GetMapping("/disputes/{id}")
    @PreAuthorize(May.WORK_WITH_PAY)
    String dispute(@PathVariable long id, Model model) {
        Dispute dispute = visible(new DisputeId(id));
        model.addAttribute("dispute", dispute);
        model.addAttribute("parties", dispute.counterparts().stream().map(DisputePages::inWords).toList());
        model.addAttribute("messages", disputes.messages(dispute.id()));
        model.addAttribute("changes", changes(dispute));
        model.addAttribute("mayWithdraw",
                dispute.state().isOpen() && dispute.filedBy().equals(current.get().id()));
        model.addAttribute("deal", deals.find(dispute.deal()).orElse(null));
        model.addAttribute("seesDeal", splits.sharesOf(dispute.deal()).stream()
                .anyMatch(share -> scope.maySee(share.participant())));
        model.addAttribute("picture", pictures.picture(dispute.caseRef()).map(DrawnPicture::of).orElse(null));
        return "disputes/dispute";
    }

    @PostMapping("/disputes/{id}/withdraw")
    @PreAuthorize(May.FILE_DISPUTES)
    String withdraw(@PathVariable long id, RedirectAttributes flash) {
        Dispute dispute = visible(new DisputeId(id));
        if (!dispute.filedBy().equals(current.get().id())) {
            throw new AccessDeniedException("only who filed a dispute withdraws it");
        }
        disputes.withdraw(dispute.id());
        flash.addFlashAttribute(Refusals.SAID, "The dispute is withdrawn.");
        return "redirect:/disputes/" + id;
    }

    private Dispute visible(DisputeId id) {
        Dispute dispute = disputes.find(id).orElseThrow(Ids::missing);
        if (!disputes.maySee(dispute, current.get())) {
            throw new AccessDeniedException("the dispute is not the reader's");
        }
        return dispute;
    }

    private String form(Deal deal, String line, List<EnteredShare> proposed, String reason, Model model) {
        model.addAttribute("deal", deal);
        model.addAttribute("line", line);
        model.addAttribute("proposed", proposed);
        model.addAttribute("reason", reason);
        model.addAttribute("people", participants.all());
        model.addAttribute("shares", splits.sharesOf(deal.key()));
        model.addAttribute("seesValue", scope.maySee(deal.seller()) || splits.sharesOf(deal.key()).stream()
                .anyMatch(share -> scope.maySee(share.participant())));
        return "disputes/new";
    }

    private Optional<Deal> findDeal(String text) {
        String entered = text.strip();
        if (entered.isEmpty()) {
            return Optional.empty();
        }
        int slash = entered.indexOf('/');
        return deals.find(slash < 0
                ? Ids.deal("crm", entered)
                : Ids.deal(entered.substring(0, slash), entered.substring(slash + 1)));
    }

    /** A decider sees the amounts of people outside his line as differences, for this case only. */
    private List<Change> changes(Dispute dispute) {
        if (!dispute.state().isOpen() || periods.find(dispute.period()).filter(found -> found.isOpen()).isEmpty()) {
            return List.of();
        }
        boolean decides = disputes.mayDecide(dispute, current.get());
        List<Change> changes = new ArrayList<>();
        for (Effect effect : disputes.effect(dispute.id())) {
            if (scope.maySee(effect.participant())) {
                changes.add(new Change(effect.participant(), effect.before(), effect.after(), effect.difference()));
            } else if (decides) {
                changes.add(new Change(effect.participant(), null, null, effect.difference()));
            }
        }
        return changes;
    }

    private static Share share(EnteredShare entered) {
        return new Share(new ParticipantId(entered.participant()), new BigDecimal(entered.percent()));
    }

    private static PartyInWords inWords(Party party) {
        return new PartyInWords(party.name(), party.answer().map(DisputePages::words).orElse(null),
                party.note().orElse(null));
    }

    private static String words(Answer answer) {
        return switch (answer) {
            case Answer.Agree agree -> "Agrees";
            case Answer.Contest contest -> "Contests the claim";
            case Answer.Counter counter -> "Proposes other shares";
        };
    }
}
