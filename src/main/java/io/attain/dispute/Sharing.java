package io.attain.dispute;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.crediting.Credit;
import io.attain.crediting.Credits;
import io.attain.crediting.Share;
import io.attain.crediting.Splits;
import io.attain.participant.ParticipantId;
import io.attain.sales.Deals;
import io.attain.sales.EventKey;
import io.attain.sales.SalesEvent;

/** Who shares a deal, or an event of any kind, as disputes see it. */
@Component
class Sharing {

    private final Splits splits;
    private final Credits credits;
    private final Deals deals;

    Sharing(Splits splits, Credits credits, Deals deals) {
        this.splits = splits;
        this.credits = credits;
        this.deals = deals;
    }

    /**
     * The shares in force: of the agreed split, else of those whom the credit rules found, else of the seller. Nobody's
     * where the deal is not known. A return, an invoice or a payment is shared as what it refers to.
     */
    List<Share> of(EventKey deal) {
        if (NamedDeal.isUnknown(deal)) {
            return List.of();
        }
        if (splits.of(deal).isPresent()) {
            return splits.sharesOf(deal);
        }
        Optional<EventKey> original = deals.eventOf(deal).flatMap(SalesEvent::refersTo)
                .filter(refers -> deals.eventOf(refers).isPresent());
        return original.isPresent() ? of(original.get()) : byRule(deal).orElseGet(() -> splits.sharesOf(deal));
    }

    /** Whether somebody is credited with any part of it, in whatever role. */
    boolean isCredited(ParticipantId who, EventKey deal) {
        return credits.currentOf(deal).stream().map(Credit::participant).anyMatch(who::equals);
    }

    private Optional<List<Share>> byRule(EventKey deal) {
        List<Credit> direct = credits.currentOf(deal).stream()
                .filter(credit -> credit.role().addsUp() && credit.splitVersion() == 0)
                .toList();
        List<BigDecimal> percents = direct.stream()
                .map(credit -> credit.share().movePointRight(2).stripTrailingZeros())
                .toList();
        boolean whole = percents.stream().reduce(BigDecimal.ZERO, BigDecimal::add)
                .compareTo(BigDecimal.valueOf(100)) == 0
                && percents.stream().allMatch(percent -> percent.scale() <= 6)
                && direct.stream().map(Credit::participant).distinct().count() == direct.size();
        if (!whole) {
            return Optional.empty();
        }
        return Optional.of(direct.stream()
                .map(credit -> new Share(credit.participant(), plain(credit.share().movePointRight(2))))
                .toList());
    }

    private static BigDecimal plain(BigDecimal percent) {
        BigDecimal stripped = percent.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
