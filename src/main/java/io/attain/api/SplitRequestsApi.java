package io.attain.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.attain.crediting.Share;
import io.attain.identity.CurrentUser;
import io.attain.participant.ParticipantId;
import io.attain.sales.EventKey;
import io.attain.shared.Refused;
import io.attain.split.ProposeShares;
import io.attain.split.Sharer;
import io.attain.split.SplitMessage;
import io.attain.split.SplitRequest;
import io.attain.split.SplitRequestId;
import io.attain.split.SplitRequests;
import io.attain.workflow.inbox.Inbox;

/** Shares of open deals agreed ahead, for programs, by the rules of the pages. */
@RestController
@RequestMapping("/api/v1/split-requests")
class SplitRequestsApi {

    private static final String PAY = "hasAnyRole('rep', 'manager', 'comp-admin', 'finance', 'finance-director', 'auditor')";
    private static final String FIELD = "hasAnyRole('rep', 'manager')";

    private final SplitRequests requests;
    private final Inbox inbox;
    private final CurrentUser current;

    SplitRequestsApi(SplitRequests requests, Inbox inbox, CurrentUser current) {
        this.requests = requests;
        this.inbox = inbox;
        this.current = current;
    }

    record ShareJson(String participant, BigDecimal percent) {}

    /** @param reply absent until given, and for who made the latest proposal */
    record SharerJson(String participant, Optional<String> reply) {}

    /**
     * @param shares of the latest proposal
     * @param due    when the step that runs is over; absent when none does
     */
    record SplitRequestJson(long id, String source, String externalId, String state, Instant filedAt,
            String proposedBy, int round, List<ShareJson> shares, List<SharerJson> sharers, Optional<String> decider,
            Optional<Instant> due, Optional<String> because) {}

    record ProposalJson(String source, String externalId, List<ShareJson> shares, Optional<String> note) {}

    /** Those the caller may see, the latest first. */
    @GetMapping
    @PreAuthorize(PAY)
    List<SplitRequestJson> all() {
        return requests.visible().stream().map(this::json).toList();
    }

    @GetMapping("/{id}")
    @PreAuthorize(PAY)
    SplitRequestJson one(@PathVariable long id) {
        return json(inSight(id));
    }

    @GetMapping("/{id}/messages")
    @PreAuthorize(PAY)
    List<SplitMessage> messages(@PathVariable long id) {
        return requests.messages(inSight(id).id());
    }

    /** Shares of a deal that is not won yet; whoever shares it, now or then, is asked. */
    @PostMapping
    @PreAuthorize(FIELD)
    @ResponseStatus(HttpStatus.CREATED)
    SplitRequestJson propose(@RequestBody ProposalJson proposal) {
        if (proposal.source() == null || proposal.externalId() == null || proposal.shares() == null) {
            throw new Refused("form-invalid", "Name the deal by source and externalId, and the shares of it.");
        }
        List<Share> shares = proposal.shares().stream()
                .map(share -> new Share(new ParticipantId(share.participant()), share.percent()))
                .toList();
        return one(requests.propose(new ProposeShares(new EventKey(proposal.source(), proposal.externalId()), shares,
                proposal.note().orElse(""))).value());
    }

    /** Who is asked answers: {@code confirm}, {@code counter} with his own share, or {@code decline}. */
    @PostMapping("/{id}/answer")
    @PreAuthorize(FIELD)
    SplitRequestJson answer(@PathVariable long id, @RequestBody DecisionJson reply) {
        return completed(id, "userTask_confirmShares", reply);
    }

    /** The manager decides: {@code approve} or {@code reject}. */
    @PostMapping("/{id}/decide")
    @PreAuthorize("hasAnyRole('manager', 'finance-director')")
    SplitRequestJson decide(@PathVariable long id, @RequestBody DecisionJson decision) {
        return completed(id, "userTask_decideShares", decision);
    }

    /** Whoever proposed them takes them back, until all have agreed. */
    @PostMapping("/{id}/withdraw")
    @PreAuthorize(FIELD)
    SplitRequestJson withdraw(@PathVariable long id) {
        requests.withdraw(inSight(id).id());
        return one(id);
    }

    /** The same task as in the inbox, completed through it. */
    private SplitRequestJson completed(long id, String step, DecisionJson reply) {
        SplitRequest request = inSight(id);
        inbox.complete(inbox.taskAbout(request.caseRef(), step)
                .orElseThrow(() -> new AccessDeniedException("nothing of this request waits for the caller")),
                reply.fields());
        return one(id);
    }

    private SplitRequest inSight(long id) {
        SplitRequest request = requests.get(new SplitRequestId(id));
        if (!requests.maySee(request, current.get())) {
            throw new AccessDeniedException("the request is nobody's whom the caller may see");
        }
        return request;
    }

    private SplitRequestJson json(SplitRequest request) {
        return new SplitRequestJson(request.id().value(), request.deal().source(), request.deal().externalId(),
                request.state().name(), request.filedAt(), request.proposer().participant().value(),
                request.terms().size(), request.latest().shares().stream()
                        .map(share -> new ShareJson(share.participant().value(), share.percent())).toList(),
                request.sharers().stream().map(SplitRequestsApi::json).toList(),
                request.decider().map(ParticipantId::value), requests.deadline(request.id()).map(clock -> clock.due()),
                request.because());
    }

    private static SharerJson json(Sharer sharer) {
        return new SharerJson(sharer.participant().value(), sharer.reply().map(Sharer.Reply::name));
    }
}
