package io.attain.api;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

import io.attain.attachment.Attachment;
import io.attain.attachment.AttachmentId;
import io.attain.attachment.Attachments;
import io.attain.crediting.Share;
import io.attain.dispute.Answer;
import io.attain.dispute.ClaimKind;
import io.attain.dispute.ClaimReason;
import io.attain.dispute.Deadline;
import io.attain.dispute.Desk;
import io.attain.dispute.Dispute;
import io.attain.dispute.DisputeFilter;
import io.attain.dispute.DisputeId;
import io.attain.dispute.DisputeState;
import io.attain.dispute.Disputes;
import io.attain.dispute.FileClaim;
import io.attain.dispute.FilingResult;
import io.attain.dispute.Message;
import io.attain.dispute.NamedDeal;
import io.attain.dispute.Party;
import io.attain.dispute.QueuedDispute;
import io.attain.identity.CurrentUser;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.period.PeriodId;
import io.attain.sales.EventKey;
import io.attain.shared.Money;
import io.attain.shared.Page;
import io.attain.shared.Refused;
import io.attain.web.Downloads;
import io.attain.workflow.inbox.Inbox;

/** Disputes for programs, by the rules of the pages: whoever may not see or decide on a page may not here. */
@RestController
@RequestMapping("/api/v1/disputes")
class DisputesApi {

    private static final String PAY = "hasAnyRole('rep', 'manager', 'comp-admin', 'finance', 'finance-director', 'auditor')";
    private static final String TASKS = "hasAnyRole('rep', 'manager', 'comp-admin', 'finance', 'finance-director')";
    private static final String FIELD = "hasAnyRole('rep', 'manager')";

    private final Disputes disputes;
    private final Desk desk;
    private final Attachments attachments;
    private final Inbox inbox;
    private final Participants participants;
    private final CurrentUser current;

    DisputesApi(Disputes disputes, Desk desk, Attachments attachments, Inbox inbox, Participants participants,
            CurrentUser current) {
        this.disputes = disputes;
        this.desk = desk;
        this.attachments = attachments;
        this.inbox = inbox;
        this.participants = participants;
        this.current = current;
    }

    record ShareJson(String participant, BigDecimal percent) {}

    record PartyJson(String participant, Optional<String> answer, Optional<List<ShareJson>> proposal,
            Optional<String> note) {}

    record DeadlineJson(String step, Instant startedAt, Instant halfTime, Instant due) {}

    record NamedJson(String reference, String customer, String amount, String currency, LocalDate soldOn,
            BigDecimal percent) {}

    /**
     * @param source absent, as the id is, until a missing deal is linked
     * @param named  a missing deal as its claimant named it
     */
    record DisputeJson(long id, Optional<String> source, Optional<String> externalId, Optional<NamedJson> named,
            String kind, String state, boolean open,
            String period,
            String claimant, Instant filedAt, String reason, List<ShareJson> before, List<ShareJson> proposed,
            Optional<List<ShareJson>> decided, List<PartyJson> counterparts, Optional<String> decider,
            Optional<Instant> decidedAt, Optional<String> decisionReason, Optional<DeadlineJson> deadline) {}

    /**
     * @param proposed none where the mistake is not about shares
     * @param about    a wrong split where it is left out
     * @param expected in major units of the claimant's currency
     */
    record ClaimJson(String source, String externalId, Optional<List<ShareJson>> proposed, String reason,
            Optional<String> line, Optional<ClaimReason> about, Optional<BigDecimal> expected) {}

    record ReasonJson(String reason) {}

    /** @param to a participant; the finance director where it is left out */
    record AssignJson(Optional<String> to, String reason) {}

    record MessageJson(String text) {}

    record AcceptJson(String counterpart) {}

    record FileJson(long id, String name, String mediaType, int size, String uploadedBy, Instant uploadedAt) {}

    record StateChangeJson(long seq, long dispute, Optional<String> was, String became, Instant at) {}

    @GetMapping
    @PreAuthorize(PAY)
    Page<DisputeJson> disputes(@RequestParam Optional<Boolean> open,
            @RequestParam(defaultValue = "false") boolean overdue,
            @RequestParam Optional<DisputeState> state, @RequestParam Optional<String> period,
            @RequestParam Optional<String> claimant, @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "50") int size) {
        DisputeFilter filter = new DisputeFilter(open, overdue, state, period.map(PeriodId::new),
                claimant.map(ParticipantId::new), text);
        return desk.queue(filter, Math.max(0, page), size).map(DisputesApi::json);
    }

    @GetMapping("/{id}")
    @PreAuthorize(PAY)
    DisputeJson dispute(@PathVariable long id) {
        Dispute dispute = inSight(id);
        return json(new QueuedDispute(dispute, disputes.deadline(dispute.id())));
    }

    @PostMapping
    @PreAuthorize(FIELD)
    @ResponseStatus(HttpStatus.CREATED)
    DisputeJson file(@RequestBody ClaimJson claim) {
        ClaimReason about = claim.about().orElse(ClaimReason.WRONG_SPLIT);
        FileClaim filed = new FileClaim(new EventKey(claim.source(), claim.externalId()),
                about.isAboutShares() && claim.line().isEmpty() ? ClaimKind.SPLIT_REQUEST : ClaimKind.CREDIT_CONTEST,
                claim.proposed().orElse(List.of()).stream()
                        .map(share -> new Share(new ParticipantId(share.participant()), share.percent())).toList(),
                claim.reason(), claim.line(), about, claim.expected().flatMap(this::inOwnCurrency));
        return switch (disputes.file(filed)) {
            case FilingResult.Filed(var id) -> dispute(id.value());
            case FilingResult.Joined(var id) -> dispute(id.value());
            case FilingResult.Refused(String code, String sentence) -> throw new Refused(code, sentence);
        };
    }

    /** The claimant accepts what a counterpart proposes instead. */
    @PostMapping("/{id}/accept")
    @PreAuthorize(FIELD)
    DisputeJson accept(@PathVariable long id, @RequestBody AcceptJson accepted) {
        disputes.acceptCounter(inSight(id).id(), new ParticipantId(accepted.counterpart()));
        return dispute(id);
    }

    @GetMapping("/{id}/messages")
    @PreAuthorize(PAY)
    List<Message> messages(@PathVariable long id) {
        return disputes.messages(inSight(id).id());
    }

    @PostMapping("/{id}/messages")
    @PreAuthorize(PAY)
    @ResponseStatus(HttpStatus.CREATED)
    void say(@PathVariable long id, @RequestBody MessageJson message) {
        disputes.comment(inSight(id).id(), message.text());
    }

    /** A counterpart answers: {@code agree}, {@code counter} with a share for the claimant, or {@code contest}. */
    @PostMapping("/{id}/answer")
    @PreAuthorize(TASKS)
    DisputeJson answer(@PathVariable long id, @RequestBody DecisionJson answer) {
        complete(inSight(id), "userTask_answer", answer);
        return dispute(id);
    }

    /** Whoever decides does so, by the form of the step the dispute is in. */
    @PostMapping("/{id}/decide")
    @PreAuthorize(TASKS)
    DisputeJson decide(@PathVariable long id, @RequestBody DecisionJson decision) {
        complete(inSight(id), "userTask_decide", decision);
        return dispute(id);
    }

    /** Hands the decision to another who may take it. */
    @PostMapping("/{id}/assign")
    @PreAuthorize("hasAnyRole('manager', 'comp-admin', 'finance-director')")
    DisputeJson assign(@PathVariable long id, @RequestBody AssignJson assigned) {
        desk.assign(inSight(id).id(), assigned.to().map(ParticipantId::new), assigned.reason());
        return dispute(id);
    }

    @PostMapping("/{id}/withdraw")
    @PreAuthorize(FIELD)
    DisputeJson withdraw(@PathVariable long id) {
        Dispute dispute = inSight(id);
        disputes.withdraw(dispute.id());
        return dispute(id);
    }

    /** A party appeals, once. */
    @PostMapping("/{id}/appeal")
    @PreAuthorize(FIELD)
    DisputeJson appeal(@PathVariable long id, @RequestBody ReasonJson appeal) {
        disputes.appeal(inSight(id).id(), appeal.reason());
        return dispute(id);
    }

    /** The claimant brings new evidence, once. */
    @PostMapping("/{id}/reopen")
    @PreAuthorize(FIELD)
    DisputeJson reopen(@PathVariable long id, @RequestBody ReasonJson evidence) {
        disputes.reopen(inSight(id).id(), evidence.reason());
        return dispute(id);
    }

    @GetMapping("/{id}/files")
    @PreAuthorize(PAY)
    List<FileJson> files(@PathVariable long id) {
        return attachments.of(inSight(id).caseRef()).stream().map(DisputesApi::json).toList();
    }

    @PostMapping("/{id}/files")
    @PreAuthorize(PAY)
    @ResponseStatus(HttpStatus.CREATED)
    FileJson attach(@PathVariable long id, @RequestParam("file") MultipartFile file) throws IOException {
        try (InputStream content = file.getInputStream()) {
            return json(attachments.attach(inSight(id).caseRef(),
                    Optional.ofNullable(file.getOriginalFilename()).orElse(""), content));
        }
    }

    @GetMapping("/{id}/files/{file}")
    @PreAuthorize(PAY)
    ResponseEntity<byte[]> download(@PathVariable long id, @PathVariable long file) {
        return Downloads.answer(attachments.download(inSight(id).caseRef(), new AttachmentId(file)));
    }

    /** Changes of state after a number, for systems that follow. */
    @GetMapping("/changes")
    @PreAuthorize("hasAnyRole('comp-admin', 'finance', 'finance-director', 'auditor')")
    List<StateChangeJson> changes(@RequestParam(defaultValue = "0") long after) {
        return disputes.changesAfter(after, 1000).stream()
                .map(change -> new StateChangeJson(change.seq(), change.dispute().value(),
                        change.was().map(DisputeState::name), change.became().name(), change.at()))
                .toList();
    }

    /** The same task as in the inbox, completed through it: one way, one set of guards. */
    private void complete(Dispute dispute, String taskKey, DecisionJson decision) {
        String task = inbox.taskAbout(dispute.caseRef(), taskKey).orElseThrow(() -> dispute.state().isOpen()
                ? new AccessDeniedException("nothing of this dispute waits for the caller")
                : new Refused("dispute-moved-on", "Dispute " + dispute.id() + " is over."));
        inbox.complete(task, decision.fields());
    }

    private Optional<Money> inOwnCurrency(BigDecimal amount) {
        return participants.byUser(current.get().id()).map(me -> {
            try {
                return Money.of(amount, me.currency());
            } catch (ArithmeticException finer) {
                throw new Refused("form-expected",
                        "What is expected has more decimals, or is larger, than %s can hold.".formatted(me.currency()));
            }
        });
    }

    private Dispute inSight(long id) {
        Dispute dispute = disputes.get(new DisputeId(id));
        if (!disputes.maySee(dispute, current.get())) {
            throw new AccessDeniedException("the dispute is nobody's whom the caller may see");
        }
        return dispute;
    }

    private static DisputeJson json(QueuedDispute queued) {
        Dispute dispute = queued.dispute();
        Optional<EventKey> deal = Optional.of(dispute.deal()).filter(known -> dispute.knowsItsDeal());
        return new DisputeJson(dispute.id().value(), deal.map(EventKey::source), deal.map(EventKey::externalId),
                dispute.named().map(DisputesApi::json),
                dispute.kind().name(), dispute.state().name(), dispute.state().isOpen(), dispute.period().value(),
                dispute.claimant().value(), dispute.filedAt(), dispute.reason(), json(dispute.before()),
                json(dispute.proposed()), dispute.decided().map(DisputesApi::json),
                dispute.counterparts().stream().map(DisputesApi::json).toList(),
                dispute.decider().map(ParticipantId::value), dispute.decidedAt(), dispute.decisionReason(),
                queued.deadline().map(DisputesApi::json));
    }

    private static NamedJson json(NamedDeal named) {
        return new NamedJson(named.reference(), named.customer(), named.amount().toDecimal().toPlainString(),
                named.amount().currency().getCurrencyCode(), named.soldOn(), named.percent());
    }

    private static DeadlineJson json(Deadline deadline) {
        return new DeadlineJson(deadline.step().name(), deadline.startedAt(), deadline.halfTime(), deadline.due());
    }

    private static PartyJson json(Party party) {
        Optional<String> answer = party.answer().map(given -> switch (given) {
            case Answer.Agree() -> "AGREE";
            case Answer.Contest() -> "CONTEST";
            case Answer.Counter(List<Share> shares) -> "COUNTER";
        });
        Optional<List<ShareJson>> proposal = party.answer().orElse(null) instanceof Answer.Counter counter
                ? Optional.of(json(counter.shares()))
                : Optional.empty();
        return new PartyJson(party.participant().value(), answer, proposal, party.note());
    }

    private static FileJson json(Attachment file) {
        return new FileJson(file.id().value(), file.name(), file.type().mediaType(), file.size(),
                file.uploadedBy().value(), file.uploadedAt());
    }

    private static List<ShareJson> json(List<Share> shares) {
        return shares.stream().map(share -> new ShareJson(share.participant().value(), share.percent())).toList();
    }
}
