package io.attain.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;

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

import io.attain.attachment.Attachments;
import io.attain.crediting.Share;
import io.attain.crediting.Splits;
import io.attain.identity.CurrentUser;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.sales.Deal;
import io.attain.sales.Deals;
import io.attain.sales.EventKey;
import io.attain.shared.Refused;
import io.attain.split.ProposeShares;
import io.attain.split.SplitRequest;
import io.attain.split.SplitRequestId;
import io.attain.split.SplitRequests;
import io.attain.split.SplitState;
import io.attain.workflow.history.ProcessPictures;

/** Shares of open deals: proposing them and following what becomes of them. Answers are tasks of the inbox. */
@Controller
class SplitRequestPages {

    private final SplitRequests requests;
    private final Deals deals;
    private final Splits splits;
    private final Participants participants;
    private final ProcessPictures pictures;
    private final Attachments attachments;
    private final CurrentUser current;
    private final Scope scope;

    SplitRequestPages(SplitRequests requests, Deals deals, Splits splits, Participants participants,
            ProcessPictures pictures, Attachments attachments, CurrentUser current, Scope scope) {
        this.requests = requests;
        this.deals = deals;
        this.splits = splits;
        this.participants = participants;
        this.pictures = pictures;
        this.attachments = attachments;
        this.current = current;
        this.scope = scope;
    }

    @GetMapping("/split-requests")
    @PreAuthorize(May.WORK_WITH_PAY)
    String all(Model model) {
        model.addAttribute("requests", requests.visible());
        return "splits/splits";
    }

    @GetMapping("/split-requests/new")
    @PreAuthorize(May.FILE_DISPUTES)
    String blank(@RequestParam(defaultValue = "") String source, @RequestParam(defaultValue = "") String id,
            Model model) {
        Deal deal = proposable(Ids.deal(source, id));
        List<EnteredShare> entered = new ArrayList<>(splits.sharesOf(deal.key()).stream()
                .map(share -> new EnteredShare(share.participant().value(),
                        share.percent().stripTrailingZeros().toPlainString()))
                .toList());
        scope.me().map(Participant::id).map(ParticipantId::value)
                .filter(me -> entered.stream().noneMatch(share -> share.participant().equals(me)))
                .ifPresent(me -> entered.add(new EnteredShare(me, "")));
        if (entered.size() < 2) {
            entered.add(new EnteredShare("", ""));
        }
        return form(deal, entered, "", model);
    }

    @PostMapping("/split-requests")
    @PreAuthorize(May.FILE_DISPUTES)
    String propose(@RequestParam String source, @RequestParam String id,
            @RequestParam(defaultValue = "") List<String> participant,
            @RequestParam(defaultValue = "") List<String> percent, @RequestParam(defaultValue = "") String note,
            Model model, RedirectAttributes flash, HttpServletResponse response) {
        Deal deal = proposable(Ids.deal(source, id));
        List<EnteredShare> entered = new ArrayList<>();
        for (int row = 0; row < Math.min(participant.size(), percent.size()); row++) {
            if (!participant.get(row).isBlank() && !percent.get(row).isBlank()) {
                entered.add(new EnteredShare(participant.get(row), percent.get(row).strip()));
            }
        }
        String flaw;
        try {
            List<Share> shares = entered.stream().filter(share -> !share.percent().matches("0+(\\.0*)?"))
                    .map(EnteredShare::share).toList();
            SplitRequestId proposed = requests.propose(new ProposeShares(deal.key(), shares, note));
            flash.addFlashAttribute(Refusals.SAID, "Proposed. The others are asked to agree.");
            return "redirect:/split-requests/" + proposed;
        } catch (Refused refused) {
            flaw = refused.sentence();
        } catch (IllegalArgumentException malformed) {
            flaw = "Each share is a number between 0 and 100, with a dot before the decimals.";
        }
        model.addAttribute(Refusals.REFUSED, flaw);
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return form(deal, entered, note, model);
    }

    @GetMapping("/split-requests/{id}")
    @PreAuthorize(May.WORK_WITH_PAY)
    String request(@PathVariable long id, Model model) {
        SplitRequest request = visible(id);
        model.addAttribute("request", request);
        model.addAttribute("deal", deals.get(request.deal()));
        model.addAttribute("shares", splits.sharesOf(request.deal()));
        model.addAttribute("deadline", requests.deadline(request.id()).orElse(null));
        model.addAttribute("messages", requests.messages(request.id()));
        model.addAttribute("mayWithdraw", request.filedBy().equals(current.get().id())
                && (request.state() == SplitState.PROPOSED || request.state() == SplitState.WITH_MANAGER));
        model.addAttribute("files", attachments.of(request.caseRef()));
        model.addAttribute("mayAttach", attachments.mayAttach(request.caseRef()));
        model.addAttribute("picture", pictures.picture(request.caseRef()).map(DrawnPicture::of).orElse(null));
        return "splits/split";
    }

    @PostMapping("/split-requests/{id}/withdraw")
    @PreAuthorize(May.FILE_DISPUTES)
    String withdraw(@PathVariable long id, RedirectAttributes flash) {
        requests.withdraw(visible(id).id());
        flash.addFlashAttribute(Refusals.SAID, "The proposal is taken back; the deal stays as it is.");
        return "redirect:/split-requests/" + id;
    }

    /** A share as entered, before it is one. */
    record EnteredShare(String participant, String percent) {

        Share share() {
            if (!percent.matches("\\d{1,3}(\\.\\d{1,6})?")) {
                throw new IllegalArgumentException("not a percentage: " + percent);
            }
            return new Share(new ParticipantId(participant), new BigDecimal(percent));
        }
    }

    private Deal proposable(EventKey key) {
        Deal deal = deals.find(key).orElseThrow(Ids::missing);
        if (deal.stage().isOpen() && !requests.mayPropose(deal)) {
            throw new AccessDeniedException("only who works on the deal proposes its shares");
        }
        return deal;
    }

    private SplitRequest visible(long id) {
        SplitRequest request = requests.find(new SplitRequestId(id)).orElseThrow(Ids::missing);
        if (!requests.maySee(request, current.get())) {
            throw new AccessDeniedException("the split request is not the reader's");
        }
        return request;
    }

    private String form(Deal deal, List<EnteredShare> entered, String note, Model model) {
        model.addAttribute("deal", deal);
        model.addAttribute("entered", entered);
        model.addAttribute("note", note);
        model.addAttribute("people", participants.all().stream().filter(one -> one.user().isPresent()).toList());
        model.addAttribute("shares", splits.sharesOf(deal.key()));
        return "splits/new";
    }
}
