package io.attain.dispute;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

import io.attain.crediting.Share;
import io.attain.identity.CurrentUser;
import io.attain.identity.User;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.period.Period;
import io.attain.period.Periods;
import io.attain.sales.Deals;
import io.attain.sales.SalesEvent;
import io.attain.shared.Money;

/** Filing a claim: what is checked, who is asked, who decides. */
@Component
class Filing {

    private final Deals deals;
    private final Sharing sharing;
    private final Periods periods;
    private final PayPeriods payPeriods;
    private final Participants participants;
    private final Deciders deciders;
    private final Alternatives alternatives;
    private final Limits limits;
    private final Tables tables;
    private final DisputeRows rows;
    private final Joining joining;
    private final DisputeHolds holds;
    private final Opening opening;
    private final CurrentUser currentUser;

    Filing(Deals deals, Sharing sharing, Periods periods, PayPeriods payPeriods, Participants participants,
            Deciders deciders,
            Alternatives alternatives, Limits limits, Tables tables, DisputeRows rows, Joining joining,
            DisputeHolds holds,
            Opening opening, CurrentUser currentUser) {
        this.deals = deals;
        this.sharing = sharing;
        this.periods = periods;
        this.payPeriods = payPeriods;
        this.participants = participants;
        this.deciders = deciders;
        this.alternatives = alternatives;
        this.limits = limits;
        this.tables = tables;
        this.rows = rows;
        this.joining = joining;
        this.holds = holds;
        this.opening = opening;
        this.currentUser = currentUser;
    }

    /**
     * Files a claim in the name of the current user, who must be a participant. Counterparts are the others credited
     * with the deal; with none who can answer, the claim goes to triage or to who decides. A claim about a deal whose
     * dispute is open joins it.
     */
    FilingResult file(FileClaim claim) {
        User user = currentUser.get();
        Participant claimant = participants
                .byUser(user.id())
                .orElseThrow(() -> new AccessDeniedException("only participants file claims"));
        Optional<SalesEvent> event = deals.eventOf(claim.deal());
        if (event.isEmpty()) {
            return deals.find(claim.deal()).isEmpty()
                    ? new FilingResult.Refused("dispute-deal-unknown", "There is no deal " + claim.deal()
                            + ". Describe it as a missing deal, and compensation looks for it.")
                    : new FilingResult.Refused("dispute-deal-open",
                            "Deal %s is not won yet; nobody is credited with it.".formatted(
                                    claim.deal().externalId()));
        }
        if (claim.about().isAboutShares() && event.get().refersTo().isPresent()) {
            return new FilingResult.Refused("dispute-follows", "%s follows %s and is shared as that is: dispute that."
                    .formatted(claim.deal().externalId(), event.get().refersTo().get().externalId()));
        }
        Optional<Period> counted = payPeriods.of(claimant.id(), event.get().eventDate());
        if (counted.isEmpty()) {
            return new FilingResult.Refused(
                    "dispute-period-unknown", "No period of the calendar holds " + event.get().eventDate() + ".");
        }
        Period period = payPeriods.hold(counted.get(), event.get().eventDate());
        List<Share> before = sharing.of(claim.deal());
        Optional<FilingResult> flaw = flaw(claim, claimant.id(), before);
        if (flaw.isPresent()) {
            return flaw.get();
        }
        Optional<Dispute> open = rows.holdOpen(claim.deal());
        return open.isPresent()
                ? joining.join(open.get(), claim, claimant, user.id(), period)
                : new FilingResult.Filed(open(claim, claimant, user, period, before));
    }

    private DisputeId open(FileClaim claim, Participant claimant, User user, Period period, List<Share> before) {
        List<Participant> counterparts = before.stream()
                .map(Share::participant)
                .filter(p -> !p.equals(claimant.id()))
                .map(participants::get)
                .toList();
        LocalDate asOf = periods.businessDate();
        Optional<Alternative> weighed = claim.proposed().isEmpty()
                ? Optional.empty()
                : Optional.of(alternatives.weighed(claim.deal(), period.id(), asOf, Optional.empty(),
                        claim.proposed()));
        Optional<Money> stake = weighed.isEmpty() ? claim.expected() : weighed.flatMap(one -> limits.most(one, period));
        Optional<Money> expected = claim.expected()
                .or(() -> weighed.flatMap(one -> Alternatives.gainOf(claimant.id(), one)));
        Deciders.Parties parties = new Deciders.Parties(claimant.id(),
                counterparts.stream().map(Participant::id).toList(), claim.deal(), period.id(), asOf);
        Panel panel = deciders.of(parties);
        int answerable = (int) counterparts.stream().filter(p -> p.user().isPresent()).count();
        DisputeRules.Circumstances circumstances = new DisputeRules.Circumstances(claim.kind(), claim.about(),
                stake.map(money -> limits.minor(money, period)).orElse(0L), period.state(), panel.managers(),
                counterparts.size(), answerable);
        Deciders.Seat seat = panel.first(tables.routing(circumstances));
        DisputeState state = tables.needsTriage(circumstances)
                ? DisputeState.TRIAGE
                : answerable > 0 ? DisputeState.WITH_COUNTERPART : DisputeState.WITH_MANAGER;
        DisputeId filed = opening.insert(new Opening.Opened(claim, claimant, user, period.id(), state, before, asOf,
                seat, expected, stake));
        opening.parties(filed, counterparts);
        if (state == DisputeState.WITH_MANAGER) {
            holds.holdLosses(rows.get(filed), period);
        }
        opening.begin(filed);
        return filed;
    }

    private Optional<FilingResult> flaw(FileClaim claim, ParticipantId claimant, List<Share> before) {
        if (claim.reason().isEmpty() || claim.reason().length() > DisputeLog.LONGEST_TEXT) {
            return refused("dispute-reason", "Say why, in up to " + DisputeLog.LONGEST_TEXT + " characters.");
        }
        if (claim.expected().filter(money -> money.isNegative()).isPresent()) {
            return refused("dispute-expected", "What you expect to be paid more is an amount above zero.");
        }
        if (!claim.about().isAboutShares() && claim.proposed().isEmpty()) {
            boolean credited = before.stream().anyMatch(share -> share.participant().equals(claimant));
            return credited || sharing.isCredited(claimant, claim.deal())
                    ? Optional.empty()
                    : refused("dispute-not-credited", "You are not credited with this deal; ask for a share of it.");
        }
        Optional<String> flaw = Shares.flaw(claim.proposed(), participants);
        if (flaw.isPresent()) {
            return refused("dispute-shares", flaw.get());
        }
        if (Shares.same(claim.proposed(), before)) {
            return refused("dispute-no-change", "This is how the deal is shared already.");
        }
        Optional<Share> now = before.stream().filter(s -> s.participant().equals(claimant)).findAny();
        return switch (claim.kind()) {
            case SPLIT_REQUEST -> {
                Optional<Share> wanted = claim.proposed().stream()
                        .filter(s -> s.participant().equals(claimant))
                        .findAny();
                boolean more = wanted.isPresent()
                        && (now.isEmpty() || wanted.get().percent().compareTo(now.get().percent()) > 0);
                yield more
                        ? Optional.empty()
                        : refused("dispute-no-gain", "A split request asks for a larger share for yourself.");
            }
            case CREDIT_CONTEST ->
                now.isPresent()
                        ? Optional.empty()
                        : refused("dispute-not-credited",
                                "You are not credited with this deal; request a split of it.");
        };
    }

    private static Optional<FilingResult> refused(String code, String sentence) {
        return Optional.of(new FilingResult.Refused(code, sentence));
    }
}
