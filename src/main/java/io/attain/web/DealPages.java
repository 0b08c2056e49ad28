package io.attain.web;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

import io.attain.crediting.Credit;
import io.attain.crediting.Credits;
import io.attain.crediting.Share;
import io.attain.crediting.Splits;
import io.attain.dispute.Dispute;
import io.attain.dispute.Disputes;
import io.attain.participant.ParticipantId;
import io.attain.sales.Deal;
import io.attain.sales.Deals;
import io.attain.sales.EventKey;
import io.attain.shared.Page;
import io.attain.split.SplitRequest;
import io.attain.split.SplitRequests;

/** Deals as they came in, and who is credited with them. */
@Controller
class DealPages {

    private final Deals deals;
    private final Splits splits;
    private final Credits credits;
    private final Disputes disputes;
    private final SplitRequests splitRequests;
    private final Scope scope;

    DealPages(Deals deals, Splits splits, Credits credits, Disputes disputes,
            SplitRequests splitRequests, Scope scope) {
        this.deals = deals;
        this.splits = splits;
        this.credits = credits;
        this.disputes = disputes;
        this.splitRequests = splitRequests;
        this.scope = scope;
    }

    @GetMapping("/deals")
    @PreAuthorize(May.WORK_WITH_PAY)
    String deals(@RequestParam(defaultValue = "") String text, @RequestParam(defaultValue = "") String seller,
            @RequestParam(defaultValue = "0") int page, Model model) {
        Optional<Set<ParticipantId>> sellers = scope.visible();
        if (!seller.isBlank()) {
            ParticipantId one = Ids.participant(seller);
            scope.requireSight(one);
            sellers = Optional.of(Set.of(one));
        }
        Page<Deal> found = sellers.filter(Set::isEmpty).isPresent()
                ? Page.empty(50)
                : deals.search(text.strip(), sellers, Math.max(0, page));
        model.addAttribute("deals", found);
        model.addAttribute("text", text);
        model.addAttribute("seller", seller);
        return "deals/deals";
    }

    @GetMapping("/deals/{source}/{id}")
    @PreAuthorize(May.WORK_WITH_PAY)
    String deal(@PathVariable String source, @PathVariable String id, Model model) {
        EventKey key = Ids.deal(source, id);
        Deal deal = deals.find(key).orElseThrow(Ids::missing);
        List<Share> shares = splits.sharesOf(key);
        List<SplitRequest> ahead = splitRequests.ofDeal(key);
        boolean mayPropose = splitRequests.mayPropose(deal);
        if (ahead.isEmpty() && !mayPropose) {
            requireSight(deal, shares);
        }
        model.addAttribute("splitRequests", ahead);
        model.addAttribute("mayPropose", mayPropose);
        List<Credit> every = credits.ofEvent(key);
        List<Credit> current = credits.currentOf(key);
        model.addAttribute("deal", deal);
        model.addAttribute("shares", shares);
        model.addAttribute("split", splits.of(key).orElse(null));
        model.addAttribute("splitHistory", splits.history(key));
        model.addAttribute("history", deals.history(key));
        model.addAttribute("credits", current.stream().filter(credit -> scope.maySee(credit.participant())).toList());
        model.addAttribute("olderCredits", every.stream().filter(credit -> scope.maySee(credit.participant()))
                .filter(credit -> current.stream().noneMatch(now -> now.id().equals(credit.id()))).toList());
        model.addAttribute("disputes", disputes.ofDeal(key).stream().filter(this::maySee).toList());
        return "deals/deal";
    }

    private boolean maySee(Dispute dispute) {
        return disputes.maySee(dispute.id());
    }

    private void requireSight(Deal deal, List<Share> shares) {
        if (!scope.maySee(deal.seller())
                && shares.stream().map(Share::participant).noneMatch(scope::maySee)) {
            throw new AccessDeniedException("the deal is nobody's whom the reader may see");
        }
    }
}
