package io.attain.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
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
import io.attain.dispute.Ageing;
import io.attain.dispute.Alternative;
import io.attain.dispute.Answer;
import io.attain.dispute.Claims;
import io.attain.dispute.Consequence;
import io.attain.dispute.Deadline;
import io.attain.dispute.Desk;
import io.attain.dispute.Dispute;
import io.attain.dispute.DisputeFilter;
import io.attain.dispute.DisputeId;
import io.attain.dispute.DisputeState;
import io.attain.dispute.Disputes;
import io.attain.dispute.Grounds;
import io.attain.dispute.Party;
import io.attain.dispute.Reshare;
import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.period.Periods;
import io.attain.sales.Deals;
import io.attain.shared.Money;
import io.attain.shared.Page;
import io.attain.shared.Refused;
import io.attain.workflow.history.ProcessPictures;

/** Disputes: filing one, following it, seeing what it would change. Answers and decisions are tasks of the inbox. */
@Controller
class DisputePages {

    private static final int PAGE = 50;

    private final Disputes disputes;
    private final Desk desk;
    private final Claims claims;
    private final Grounds grounds;
    private final Deals deals;
    private final Participants participants;
    private final Periods periods;
    private final ProcessPictures pictures;
    private final Attachments attachments;
    private final CurrentUser current;
    private final Scope scope;
    private final Clock clock;

    DisputePages(Disputes disputes, Desk desk, Claims claims, Grounds grounds, Deals deals, Participants participants,
            Periods periods,
            ProcessPictures pictures, Attachments attachments, CurrentUser current, Scope scope, Clock clock) {
        this.disputes = disputes;
        this.desk = desk;
        this.claims = claims;
        this.grounds = grounds;
        this.deals = deals;
        this.participants = participants;
        this.periods = periods;
        this.pictures = pictures;
        this.attachments = attachments;
        this.current = current;
        this.scope = scope;
        this.clock = clock;
    }

    /**
     * What a dispute changes for someone.
     *
     * @param before absent where the reader may see the difference only
     */
    record Change(ParticipantId participant, @Nullable Money before, @Nullable Money after, Money difference) {}

    /**
     * One alternative, as far as the reader may see it.
     *
     * @param proposedBy absent for the one that is tried out
     */
    record Weighed(@Nullable String proposedBy, String shares, List<WeighedChange> changes) {}

    record WeighedChange(Change change, List<Consequence.Part> parts) {}

    /**
     * A row of the queue.
     *
     * @param age      whole days since it was filed
     * @param deadline absent once the dispute is over
     */
    record Queued(Dispute dispute, long age, @Nullable Deadline deadline, String clock) {}

    record PartyInWords(String name, @Nullable String answer, @Nullable String note, @Nullable String proposal,
            @Nullable ParticipantId acceptable) {}

    @GetMapping("/disputes")
    @PreAuthorize(May.WORK_WITH_PAY)
    String disputes(@RequestParam(defaultValue = "open") String show, @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "0") int page, Model model) {
        DisputeFilter filter = new DisputeFilter(switch (show) {
            case "closed" -> Optional.of(false);
            case "all" -> Optional.empty();
            default -> Optional.of(true);
        }, show.equals("overdue"), Optional.empty(), Optional.empty(), Optional.empty(), text);
        Page<Queued> queue = desk.queue(filter, Math.max(0, page), PAGE)
                .map(one -> queued(one.dispute(), one.deadline().orElse(null)));
        model.addAttribute("queue", queue);
        model.addAttribute("show", show);
        model.addAttribute("text", text);
        model.addAttribute("ageing", ageing(desk.ageing(filter)));
        boolean mayBulk = current.get().has(Role.COMP_ADMIN) || current.get().has(Role.MANAGER)
                || current.get().has(Role.FINANCE_DIRECTOR);
        model.addAttribute("mayBulk", mayBulk);
        model.addAttribute("leaders", mayBulk ? desk.leaders() : List.of());
        return "disputes/disputes";
    }

    @GetMapping("/disputes/{id}")
    @PreAuthorize(May.WORK_WITH_PAY)
    String dispute(@PathVariable long id, @RequestParam(defaultValue = "") String share, Model model) {
        Dispute dispute = visible(new DisputeId(id));
        model.addAttribute("dispute", dispute);
        model.addAttribute("parties", dispute.counterparts().stream()
                .map(party -> inWords(dispute, party)).toList());
        model.addAttribute("deadline", disputes.deadline(dispute.id()).orElse(null));
        model.addAttribute("held", disputes.held(dispute.id()).stream()
                .filter(held -> scope.maySee(held.participant())).toList());
        model.addAttribute("share", share.strip());
        model.addAttribute("mayWrite", dispute.state().isOpen()
                && (dispute.partyUsers().contains(current.get().id())
                        || disputes.decidesOrStandsIn(dispute, current.get())));
        model.addAttribute("messages", disputes.messages(dispute.id()));
        try {
            model.addAttribute("alternatives", alternatives(dispute, tried(dispute, share.strip())));
        } catch (Refused refused) {
            model.addAttribute(Refusals.REFUSED, refused.getMessage());
            model.addAttribute("alternatives", alternatives(dispute, Optional.empty()));
        }
        model.addAttribute("mayWithdraw",
                dispute.state().isOpen() && dispute.filedBy().equals(current.get().id()));
        boolean again = dispute.state().isResolved() && dispute.course().closedAt().isEmpty();
        model.addAttribute("mayAppeal", again && dispute.course().appealedAt().isEmpty()
                && dispute.partyUsers().contains(current.get().id()));
        model.addAttribute("mayReopen", again && dispute.course().reopenedAt().isEmpty()
                && dispute.filedBy().equals(current.get().id()));
        model.addAttribute("acts", disputes.acts(dispute.id()));
        model.addAttribute("grounds", dispute.state().isOpen() ? grounds.of(dispute.id()).orElse(null) : null);
        boolean mayLink = dispute.state() == DisputeState.TRIAGE && dispute.waitsForItsDeal()
                && disputes.mayTriage(dispute, current.get());
        model.addAttribute("mayLink", mayLink);
        model.addAttribute("candidates", mayLink ? claims.candidates(dispute.id()) : List.of());
        model.addAttribute("seesDeal",
                deals.find(dispute.deal()).isPresent() && claims.sharesOf(dispute.deal()).stream()
                        .anyMatch(held -> scope.maySee(held.participant())));
        model.addAttribute("mayAssign", desk.mayAssign(dispute));
        model.addAttribute("entitled", desk.entitled(dispute.id()));
        model.addAttribute("files", attachments.of(dispute.caseRef()));
        model.addAttribute("mayAttach", attachments.mayAttach(dispute.caseRef()));
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

    @PostMapping("/disputes/{id}/accept")
    @PreAuthorize(May.FILE_DISPUTES)
    String accept(@PathVariable long id, @RequestParam String counterpart, RedirectAttributes flash) {
        Dispute dispute = visible(new DisputeId(id));
        boolean settled = !disputes.acceptCounter(dispute.id(), new ParticipantId(counterpart)).state().isOpen();
        flash.addFlashAttribute(Refusals.SAID, settled
                ? "You agree, and it is yours to settle: the shares are in force."
                : "You accept the proposal; it is still decided on.");
        return "redirect:/disputes/" + id;
    }

    @PostMapping("/disputes/{id}/messages")
    @PreAuthorize(May.WORK_WITH_PAY)
    String say(@PathVariable long id, @RequestParam String text) {
        disputes.comment(visible(new DisputeId(id)).id(), text);
        return "redirect:/disputes/" + id;
    }

    @PostMapping("/disputes/{id}/appeal")
    @PreAuthorize(May.FILE_DISPUTES)
    String appeal(@PathVariable long id, @RequestParam String reason, RedirectAttributes flash) {
        disputes.appeal(visible(new DisputeId(id)).id(), reason);
        flash.addFlashAttribute(Refusals.SAID, "You appeal: someone who has not dealt with it decides anew.");
        return "redirect:/disputes/" + id;
    }

    @PostMapping("/disputes/{id}/reopen")
    @PreAuthorize(May.FILE_DISPUTES)
    String reopen(@PathVariable long id, @RequestParam String evidence, RedirectAttributes flash) {
        disputes.reopen(visible(new DisputeId(id)).id(), evidence);
        flash.addFlashAttribute(Refusals.SAID, "Your new evidence is looked at first; add files below.");
        return "redirect:/disputes/" + id;
    }

    private Dispute visible(DisputeId id) {
        Dispute dispute = disputes.find(id).orElseThrow(Ids::missing);
        if (!disputes.maySee(dispute, current.get())) {
            throw new AccessDeniedException("the dispute is not the reader's");
        }
        return dispute;
    }

    private Optional<List<Share>> tried(Dispute dispute, String percent) {
        if (percent.isEmpty()) {
            return Optional.empty();
        }
        if (!percent.matches("\\d{1,3}(\\.\\d{1,6})?")
                || new BigDecimal(percent).compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new Refused("dispute-shares",
                    "A share is a number between 0 and 100, with a dot before the decimals.");
        }
        return Optional.of(Reshare.with(dispute.before(), dispute.claimant(), new BigDecimal(percent)));
    }

    /** A decider sees the amounts of people outside his line as differences, for this case only. */
    private List<Weighed> alternatives(Dispute dispute, Optional<List<Share>> tried) {
        if (!dispute.state().isOpen() || !dispute.knowsItsDeal()
                || periods.find(dispute.period()).filter(found -> found.isOpen()).isEmpty()) {
            return List.of();
        }
        boolean decides = disputes.decidesOrStandsIn(dispute, current.get());
        List<Weighed> weighed = new ArrayList<>();
        for (Alternative alternative : disputes.alternatives(dispute.id(), tried)) {
            List<WeighedChange> changes = new ArrayList<>();
            for (Consequence consequence : alternative.consequences()) {
                boolean inSight = scope.maySee(consequence.participant());
                if (inSight || decides) {
                    changes.add(new WeighedChange(new Change(consequence.participant(),
                            inSight ? consequence.before() : null, inSight ? consequence.after() : null,
                            consequence.difference()), consequence.parts()));
                }
            }
            weighed.add(new Weighed(alternative.proposedBy().orElse(null), inWords(alternative.shares()), changes));
        }
        return weighed;
    }

    private String inWords(List<Share> shares) {
        return shares.stream()
                .map(share -> participants.find(share.participant()).map(Participant::name)
                        .orElse(share.participant().value()) + " "
                        + share.percent().stripTrailingZeros().toPlainString() + " %")
                .collect(Collectors.joining(", "));
    }

    private Queued queued(Dispute dispute, @Nullable Deadline deadline) {
        Instant now = clock.instant();
        long age = Duration.between(dispute.filedAt(), now).toDays();
        if (deadline == null) {
            return new Queued(dispute, age, null, "");
        }
        String state = !now.isBefore(deadline.due())
                ? "Overdue"
                : now.isBefore(deadline.halfTime()) ? "On time" : "Half the time is over";
        return new Queued(dispute, age, deadline, state);
    }

    /** How many open disputes are how old. */
    private static Map<String, Long> ageing(Ageing open) {
        Map<String, Long> ageing = new LinkedHashMap<>();
        ageing.put("up to 5 days", open.upToFive());
        ageing.put("6 to 15 days", open.upToFifteen());
        ageing.put("16 to 30 days", open.upToThirty());
        ageing.put("over 30 days", open.older());
        return ageing;
    }

    private PartyInWords inWords(Dispute dispute, Party party) {
        @Nullable
        String proposal = party.answer().orElse(null) instanceof Answer.Counter counter
                ? inWords(counter.shares())
                : null;
        boolean acceptable = proposal != null && dispute.state().isOpen()
                && dispute.filedBy().equals(current.get().id())
                && dispute.acceptedOf().filter(party.participant()::equals).isEmpty();
        return new PartyInWords(party.name(), party.answer().map(DisputePages::words).orElse(null),
                party.note().orElse(null), proposal, acceptable ? party.participant() : null);
    }

    private static String words(Answer answer) {
        return switch (answer) {
            case Answer.Agree agree -> "Agrees";
            case Answer.Contest contest -> "Contests the claim";
            case Answer.Counter counter -> "Proposes other shares";
        };
    }
}
