package io.attain.dispute;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.crediting.SplitSet;
import io.attain.crediting.Splits;
import io.attain.identity.CurrentUser;
import io.attain.participant.ParticipantId;
import io.attain.sales.DealRevision;
import io.attain.sales.Deals;
import io.attain.sales.EventKey;
import io.attain.sales.SalesEvent;

/** What a decider weighs beside the claim: how the deal came to be, who had a hand in it, and what was agreed before. */
@Service
public class Grounds {

    private static final int MOST = 8;
    private static final int MOST_SALES = 40;

    private final DisputeRows rows;
    private final Sight sight;
    private final Deals deals;
    private final Splits splits;
    private final CurrentUser currentUser;

    Grounds(DisputeRows rows, Sight sight, Deals deals, Splits splits, CurrentUser currentUser) {
        this.rows = rows;
        this.sight = sight;
        this.deals = deals;
        this.splits = splits;
        this.currentUser = currentUser;
    }

    /** An earlier sale and how it is shared; the day is missing where it is not won any more. */
    public record Precedent(EventKey deal, Optional<String> account, Optional<LocalDate> day, SplitSet split) {}

    /**
     * @param sale        the disputed deal as it counts, with its touches
     * @param history     what the files said of it, the latest first; of an event none
     * @param splits      how it was shared, the latest first
     * @param samePeople  other deals that at least two of the parties share
     * @param sameAccount other deals of its account that several share
     */
    public record Known(SalesEvent sale, List<DealRevision> history, List<SplitSet> splits,
            List<Precedent> samePeople, List<Precedent> sameAccount) {}

    /** For whoever decides, and those who see every dispute; nobody else. Empty while the deal is not known. */
    @Transactional(readOnly = true)
    public Optional<Known> of(DisputeId id) {
        Dispute dispute = rows.get(id);
        boolean mayKnow = sight.mayDecide(dispute, currentUser.get()) || Sight.seesAll(currentUser.get())
                && !dispute.partyUsers().contains(currentUser.get().id());
        return mayKnow && dispute.knowsItsDeal()
                ? deals.eventOf(dispute.deal()).map(sale -> known(dispute, sale))
                : Optional.empty();
    }

    private Known known(Dispute dispute, SalesEvent sale) {
        Set<ParticipantId> people = new HashSet<>(dispute.parties());
        List<Precedent> samePeople = splits.among(people, MOST + 1).stream()
                .filter(split -> !split.event().equals(dispute.deal()))
                .limit(MOST)
                .map(split -> precedent(split, deals.eventOf(split.event())))
                .toList();
        Set<EventKey> named = new HashSet<>(samePeople.stream().map(Precedent::deal).toList());
        List<Precedent> sameAccount = sale.account().stream()
                .flatMap(account -> deals.bookingsOf(account, MOST_SALES).stream())
                .filter(one -> !one.key().equals(dispute.deal()) && !named.contains(one.key()))
                .flatMap(one -> splits.of(one.key()).map(split -> precedent(split, Optional.of(one))).stream())
                .limit(MOST)
                .toList();
        return new Known(sale, deals.find(dispute.deal()).isPresent() ? deals.history(dispute.deal()) : List.of(),
                splits.history(dispute.deal()), samePeople, sameAccount);
    }

    private static Precedent precedent(SplitSet split, Optional<SalesEvent> sale) {
        return new Precedent(split.event(), sale.flatMap(SalesEvent::account), sale.map(SalesEvent::eventDate), split);
    }
}
