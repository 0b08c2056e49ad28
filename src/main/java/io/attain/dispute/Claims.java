package io.attain.dispute;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.attachment.Attachments;
import io.attain.audit.CaseRef;
import io.attain.crediting.Share;
import io.attain.identity.CurrentUser;
import io.attain.identity.User;
import io.attain.participant.Participant;
import io.attain.participant.Participants;
import io.attain.period.Period;
import io.attain.period.Periods;
import io.attain.sales.Deals;
import io.attain.sales.EventKey;
import io.attain.sales.SalesEvent;
import io.attain.sales.SalesEvents;
import io.attain.shared.Refused;

/** What a claimant weighs and hands in, and what compensation makes of a claim that no known deal belongs to. */
@Service
public class Claims {

    private static final int MOST_CANDIDATES = 8;
    private static final int DAYS_AROUND = 31;

    private final Filing filing;
    private final FilingWithoutDeal withoutDeal;
    private final Linking linking;
    private final Alternatives alternatives;
    private final Sharing sharing;
    private final DisputeRows rows;
    private final Sight sight;
    private final Deals deals;
    private final SalesEvents events;
    private final Periods periods;
    private final PayPeriods payPeriods;
    private final Participants participants;
    private final Attachments attachments;
    private final CurrentUser currentUser;

    Claims(Filing filing, FilingWithoutDeal withoutDeal, Linking linking, Alternatives alternatives, Sharing sharing,
            DisputeRows rows, Sight sight, Deals deals, SalesEvents events, Periods periods, PayPeriods payPeriods,
            Participants participants,
            Attachments attachments, CurrentUser currentUser) {
        this.filing = filing;
        this.withoutDeal = withoutDeal;
        this.linking = linking;
        this.alternatives = alternatives;
        this.sharing = sharing;
        this.rows = rows;
        this.sight = sight;
        this.deals = deals;
        this.events = events;
        this.periods = periods;
        this.payPeriods = payPeriods;
        this.participants = participants;
        this.attachments = attachments;
        this.currentUser = currentUser;
    }

    /**
     * Files a claim with its files: all of it or nothing.
     *
     * @throws Refused when a file is not taken
     */
    @Transactional
    public FilingResult file(FileClaim claim, List<Evidence> evidence) {
        return with(evidence, filing.file(claim));
    }

    /**
     * Files a claim about a deal that Attain does not know, or about a statement line without one. Compensation looks at
     * it first. Nothing is held for it until it is linked to a deal.
     */
    @Transactional
    public FilingResult file(ClaimWithoutDeal claim, List<Evidence> evidence) {
        return with(evidence, withoutDeal.file(claim));
    }

    private FilingResult with(List<Evidence> evidence, FilingResult result) {
        Optional<DisputeId> filed = switch (result) {
            case FilingResult.Filed(DisputeId id) -> Optional.of(id);
            case FilingResult.Joined(DisputeId id) -> Optional.of(id);
            case FilingResult.Refused refused -> Optional.empty();
        };
        filed.ifPresent(id -> evidence.forEach(
                one -> attachments.attach(new CaseRef("dispute", id.toString()), one.name(), one.content())));
        return result;
    }

    /** The shares of a deal or event in force, for proposing others; nobody's where it is not known. */
    @Transactional(readOnly = true)
    public List<Share> sharesOf(EventKey deal) {
        return sharing.of(deal);
    }

    /**
     * What the current user would earn more or less in the whole period with other shares, computed by the calculator as
     * for a decision. His own pay only, whoever he is.
     *
     * @throws Refused when the deal counts nowhere, or these are no shares
     */
    @Transactional(readOnly = true)
    public Consequence weigh(EventKey deal, List<Share> shares) {
        Participant me = participants.byUser(currentUser.get().id())
                .orElseThrow(() -> new AccessDeniedException("only participants weigh claims"));
        SalesEvent event = deals.eventOf(deal).orElseThrow(() -> new Refused("dispute-deal-unknown",
                "There is no won deal and no event " + deal + "."));
        Period period = payPeriods.of(me.id(), event.eventDate())
                .orElseThrow(() -> new Refused("dispute-period-unknown",
                        "No period of the calendar holds " + event.eventDate() + "."));
        Shares.flaw(shares, participants).ifPresent(flaw -> {
            throw new Refused("dispute-shares", flaw);
        });
        return alternatives.ofOne(me, deal, period.id(), periods.businessDate(), shares);
    }

    /**
     * Compensation links a claim to the deal or event it is about; it goes on to those who share that. Where that has an
     * open dispute, the claim joins it, and this one ends.
     *
     * @throws Refused when the deal is not known, counts nowhere, or is the claimant's already
     */
    @Transactional
    public Dispute link(DisputeId id, EventKey deal, String note) {
        return linking.link(id, deal, note);
    }

    /** Events that the claimed deal could be, the likeliest first; for whoever triages it. */
    @Transactional(readOnly = true)
    public List<SalesEvent> candidates(DisputeId id) {
        User user = currentUser.get();
        Dispute dispute = rows.get(id);
        if (!sight.mayTriage(dispute, user) || !dispute.waitsForItsDeal()) {
            return List.of();
        }
        NamedDeal named = dispute.named().get();
        Optional<LocalDate> from = Optional.of(named.soldOn().minusDays(DAYS_AROUND));
        Optional<LocalDate> until = Optional.of(named.soldOn().plusDays(DAYS_AROUND));
        Map<EventKey, SalesEvent> found = new LinkedHashMap<>();
        for (SalesEvents.Wanted wanted : List.of(
                new SalesEvents.Wanted(named.reference(), Optional.empty(), Optional.empty(), Optional.empty()),
                new SalesEvents.Wanted(named.customer(), Optional.empty(), from, until))) {
            events.search(wanted, 0).items().stream()
                    .filter(event -> event.refersTo().isEmpty())
                    .sorted(Comparator.comparingLong(event -> apart(event, named)))
                    .forEach(event -> found.putIfAbsent(event.key(), event));
        }
        return found.values().stream().limit(MOST_CANDIDATES).toList();
    }

    private static long apart(SalesEvent event, NamedDeal named) {
        return Math.abs(ChronoUnit.DAYS.between(event.eventDate(), named.soldOn()));
    }
}
