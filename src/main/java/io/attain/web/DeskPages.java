package io.attain.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.attain.dispute.Desk;
import io.attain.dispute.Dispute;
import io.attain.dispute.DisputeId;
import io.attain.dispute.Disputes;
import io.attain.identity.CurrentUser;
import io.attain.participant.ParticipantId;
import io.attain.shared.Refused;
import io.attain.workflow.inbox.Inbox;

/**
 * What compensation and deciders do from the queue and from a dispute's page. Every action is the completion of the task
 * that waits for the reader, so the rules of the task hold here as in the inbox.
 */
@Controller
class DeskPages {

    private static final String TRIAGE = "userTask_triageClaim";
    private static final String DECISION = "userTask_decideDispute";
    private static final int MOST = 100;

    private final Disputes disputes;
    private final Desk desk;
    private final Inbox inbox;
    private final CurrentUser current;

    DeskPages(Disputes disputes, Desk desk, Inbox inbox, CurrentUser current) {
        this.disputes = disputes;
        this.desk = desk;
        this.inbox = inbox;
        this.current = current;
    }

    /** Compensation links a claim of a missing deal to one that is known. */
    @PostMapping("/disputes/{id}/link")
    @PreAuthorize(May.TRIAGE_CLAIMS)
    String link(@PathVariable long id, @RequestParam(defaultValue = "") String deal,
            @RequestParam(defaultValue = "") String note,
            RedirectAttributes flash) {
        Dispute dispute = disputes.find(new DisputeId(id)).orElseThrow(Ids::missing);
        String task = inbox.taskAbout(dispute.caseRef(), TRIAGE)
                .orElseThrow(() -> new AccessDeniedException("no first look waits for the reader"));
        inbox.complete(task, Map.of("decision", "link", "deal", deal,
                "reason", note.isBlank() ? "Found in what was imported." : note));
        flash.addFlashAttribute(Refusals.SAID, "Linked to " + deal + ".");
        return "redirect:/disputes/" + id;
    }

    /** What can be done to several disputes at once. */
    enum Bulk {
        /** Nobody else works on it meanwhile. */
        TAKE, ASK, REJECT,
        /** Somebody else decides. */
        ASSIGN
    }

    /** The form's word for the finance director, who is in no reporting line. */
    static final String FINANCE_DIRECTOR = "finance-director";

    /** Hands the decision to another who may take it. */
    @PostMapping("/disputes/{id}/assign")
    @PreAuthorize(May.ASSIGN_DISPUTES)
    String assign(@PathVariable long id, @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        Dispute dispute = disputes.find(new DisputeId(id)).orElseThrow(Ids::missing);
        if (!disputes.maySee(dispute, current.get())) {
            throw new AccessDeniedException("the dispute is not the reader's");
        }
        desk.assign(dispute.id(), decider(to), reason);
        flash.addFlashAttribute(Refusals.SAID, "Handed over; everyone in it reads why.");
        return "redirect:/disputes/" + id;
    }

    private static Optional<ParticipantId> decider(String to) {
        if (to.isBlank()) {
            throw new Refused("dispute-decider", "Choose who is to decide.");
        }
        return to.equals(FINANCE_DIRECTOR) ? Optional.empty() : Optional.of(new ParticipantId(to));
    }

    /** The same for several disputes: each is its own step, recorded singly; what is refused for one stops no other. */
    @PostMapping("/disputes/bulk")
    @PreAuthorize(May.WORK_WITH_PAY)
    String bulk(@RequestParam(name = "dispute", defaultValue = "") List<Long> chosen,
            @RequestParam(name = "action", defaultValue = "") String wanted,
            @RequestParam(defaultValue = "") String reason, @RequestParam(defaultValue = "") String to,
            RedirectAttributes flash) {
        Bulk action = Stream.of(Bulk.values()).filter(one -> one.name().equals(wanted)).findFirst()
                .orElseThrow(() -> new Refused("dispute-action", "Choose what to do with them."));
        if (chosen.isEmpty() || chosen.size() > MOST) {
            throw new Refused("dispute-none-chosen", "Choose the disputes first, up to " + MOST + " of them.");
        }
        if (action != Bulk.TAKE && reason.isBlank()) {
            throw new Refused("dispute-reason",
                    "Say what to ask, or why they are rejected or handed over: everyone in them reads it.");
        }
        Optional<ParticipantId> decider = action == Bulk.ASSIGN ? decider(to) : Optional.empty();
        List<String> flaws = new ArrayList<>();
        int done = 0;
        for (long id : chosen) {
            try {
                one(new DisputeId(id), action, reason, decider);
                done++;
            } catch (Refused refused) {
                flaws.add("Dispute " + id + ": " + refused.getMessage());
            } catch (AccessDeniedException none) {
                flaws.add("Dispute " + id + ": nothing in it waits for you.");
            }
        }
        if (done > 0) {
            flash.addFlashAttribute(Refusals.SAID, done + switch (action) {
                case TAKE -> " taken: they wait for you.";
                case ASK -> " sent back to their claimants with your question.";
                case REJECT -> " rejected.";
                case ASSIGN -> " handed over.";
            });
        }
        if (!flaws.isEmpty()) {
            flash.addFlashAttribute(Refusals.REFUSED, String.join(" ", flaws));
        }
        return "redirect:/disputes";
    }

    private void one(DisputeId id, Bulk action, String reason, Optional<ParticipantId> decider) {
        Dispute dispute = disputes.find(id).filter(found -> disputes.maySee(found, current.get()))
                .orElseThrow(() -> new AccessDeniedException("the dispute is not the reader's"));
        if (action == Bulk.ASSIGN) {
            desk.assign(id, decider, reason);
            return;
        }
        boolean first = inbox.taskAbout(dispute.caseRef(), TRIAGE).isPresent();
        String task = inbox.taskAbout(dispute.caseRef(), TRIAGE).or(() -> inbox.taskAbout(dispute.caseRef(), DECISION))
                .orElseThrow(() -> new AccessDeniedException("nothing of it waits for the reader"));
        switch (action) {
            case TAKE -> inbox.claim(task);
            case ASK -> inbox.complete(task, Map.of("decision", "ask", "reason", reason));
            case REJECT -> inbox.complete(task,
                    Map.of("decision", first ? "refuse" : "deny", "reason", reason));
            case ASSIGN -> throw new IllegalStateException("is no task");
        }
    }
}
