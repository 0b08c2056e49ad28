package io.attain.api;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import io.attain.crediting.Share;
import io.attain.crediting.Splits;
import io.attain.participant.ParticipantId;
import io.attain.sales.Deal;
import io.attain.sales.Deals;
import io.attain.sales.EventKey;
import io.attain.shared.Page;
import io.attain.web.Scope;

/** Deals, and who shares them. */
@RestController
@RequestMapping("/api/v1")
class DealsApi {

    private final Deals deals;
    private final Splits splits;
    private final Scope scope;

    DealsApi(Deals deals, Splits splits, Scope scope) {
        this.deals = deals;
        this.splits = splits;
        this.scope = scope;
    }

    record ShareJson(String participant, BigDecimal percent) {}

    record DealJson(String source, String externalId, int revision, String stage, String state, String seller,
            String product, Optional<String> account, Optional<LocalDate> closeDate, Optional<Amount> value,
            List<ShareJson> shares) {}

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

    private DealJson json(Deal deal) {
        return new DealJson(deal.key().source(), deal.key().externalId(), deal.revision(), deal.stage().name(),
                deal.state().name(), deal.seller().value(), deal.product(), deal.account(), deal.closeDate(),
                deal.value().map(Amount::of), json(splits.sharesOf(deal.key())));
    }

    private static List<ShareJson> json(List<Share> shares) {
        return shares.stream().map(share -> new ShareJson(share.participant().value(), share.percent())).toList();
    }
}
