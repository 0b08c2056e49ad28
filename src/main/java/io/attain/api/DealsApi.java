package io.attain.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.http.HttpStatus;
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
import org.springframework.web.server.ResponseStatusException;

import io.attain.crediting.Share;
import io.attain.crediting.Splits;
import io.attain.dispute.ClaimKind;
import io.attain.dispute.Dispute;
import io.attain.dispute.DisputeId;
import io.attain.dispute.DisputeState;
import io.attain.dispute.Disputes;
import io.attain.dispute.FileClaim;
import io.attain.dispute.FilingResult;
import io.attain.dispute.Message;
import io.attain.participant.ParticipantId;
import io.attain.sales.Deal;
import io.attain.sales.Deals;
import io.attain.sales.EventKey;
import io.attain.shared.Page;
import io.attain.shared.Refused;
import io.attain.web.Scope;

/** Deals, who shares them, and disputes about them. */
@RestController
@RequestMapping("/api/v1")
class DealsApi {

    private final Deals deals;
    private final Splits splits;
    private final Disputes disputes;
    private final Scope scope;

    DealsApi(Deals deals, Splits splits, Disputes disputes, Scope scope) {
        this.deals = deals;
        this.splits = splits;
        this.disputes = disputes;
        this.scope = scope;
    }

    record ShareJson(String participant, BigDecimal percent) {}

    record DealJson(String source, String externalId, int revision, String stage, String state, String seller,
            String product, Optional<String> account, Optional<LocalDate> closeDate, Optional<Amount> value,
            List<ShareJson> shares) {}

    record DisputeJson(long id, String source, String externalId, String kind, String state, String period,
            String claimant, Instant filedAt, String reason, List<ShareJson> proposed) {}

    record ClaimJson(String source, String externalId, List<ShareJson> proposed, String reason,
            Optional<String> line) {}

    record MessageJson(String text) {}

    record StateChangeJson(long seq, long dispute, Optional<String> was, String became, Instant at) {}

    @GetMapping("/deals")
    @PreAuthorize("hasAnyRole('rep', 'manager', 'comp-admin', 'finance', 'finance-director', 'auditor')")
    Page<DealJson> deals(@RequestParam(defaultValue = "") String text, @RequestParam(defaultValue = "0") int page) {
        Optional<Set<ParticipantId>> sellers = scope.visible();
        return sellers.filter(Set::isEmpty).isPresent()
                ? Page.empty(50)
                : deals.search(text, sellers, Math.max(0, page)).map(this::json);
    }

    @GetMapping("/deals/{source}/{externalId}")
    @PreAuthorize("hasAnyRole('rep', 'manager', 'comp-admin', 'finance', 'finance-director', 'auditor')")
    DealJson deal(@PathVariable String source, @PathVariable String externalId) {
        Deal deal = deals.find(new EventKey(source, externalId))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (!scope.maySee(deal.seller())
                && splits.sharesOf(deal.key()).stream().map(Share::participant).noneMatch(scope::maySee)) {
            throw new AccessDeniedException("the deal is nobody's whom the caller may see");
        }
        return json(deal);
    }

    @GetMapping("/disputes")
    @PreAuthorize("hasAnyRole('rep', 'manager', 'comp-admin', 'finance', 'finance-director', 'auditor')")
    List<DisputeJson> disputes() {
        return disputes.visible().stream().map(DealsApi::json).toList();
    }

    @PostMapping("/disputes")
    @PreAuthorize("hasAnyRole('rep', 'manager')")
    @ResponseStatus(HttpStatus.CREATED)
    DisputeJson file(@RequestBody ClaimJson claim) {
        FileClaim filed = new FileClaim(new EventKey(claim.source(), claim.externalId()),
                claim.line().isPresent() ? ClaimKind.CREDIT_CONTEST : ClaimKind.SPLIT_REQUEST,
                claim.proposed().stream()
                        .map(share -> new Share(new ParticipantId(share.participant()), share.percent())).toList(),
                claim.reason(), claim.line());
        return switch (disputes.file(filed)) {
            case FilingResult.Filed(var id) -> json(disputes.get(id));
            case FilingResult.Refused(String code, String sentence) -> throw new Refused(code, sentence);
        };
    }

    @GetMapping("/disputes/{id}/messages")
    @PreAuthorize("hasAnyRole('rep', 'manager', 'comp-admin', 'finance', 'finance-director', 'auditor')")
    List<Message> messages(@PathVariable long id) {
        return disputes.messages(inSight(id));
    }

    @PostMapping("/disputes/{id}/messages")
    @PreAuthorize("hasAnyRole('rep', 'manager', 'comp-admin', 'finance', 'finance-director', 'auditor')")
    @ResponseStatus(HttpStatus.CREATED)
    void say(@PathVariable long id, @RequestBody MessageJson message) {
        disputes.comment(inSight(id), message.text());
    }

    /** Changes of state after a number, for systems that follow. */
    @GetMapping("/disputes/changes")
    @PreAuthorize("hasAnyRole('comp-admin', 'finance', 'finance-director', 'auditor')")
    List<StateChangeJson> changes(@RequestParam(defaultValue = "0") long after) {
        return disputes.changesAfter(after, 1000).stream()
                .map(change -> new StateChangeJson(change.seq(), change.dispute().value(),
                        change.was().map(DisputeState::name), change.became().name(), change.at()))
                .toList();
    }

    private DisputeId inSight(long id) {
        Dispute dispute = disputes.find(new DisputeId(id))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (!disputes.maySee(dispute.id())) {
            throw new AccessDeniedException("the dispute is nobody's whom the caller may see");
        }
        return dispute.id();
    }

    private DealJson json(Deal deal) {
        return new DealJson(deal.key().source(), deal.key().externalId(), deal.revision(), deal.stage().name(),
                deal.state().name(), deal.seller().value(), deal.product(), deal.account(), deal.closeDate(),
                deal.value().map(Amount::of), json(splits.sharesOf(deal.key())));
    }

    private static DisputeJson json(Dispute dispute) {
        return new DisputeJson(dispute.id().value(), dispute.deal().source(), dispute.deal().externalId(),
                dispute.kind().name(), dispute.state().name(), dispute.period().value(), dispute.claimant().value(),
                dispute.filedAt(), dispute.reason(), json(dispute.proposed()));
    }

    private static List<ShareJson> json(List<Share> shares) {
        return shares.stream().map(share -> new ShareJson(share.participant().value(), share.percent())).toList();
    }
}
