package io.attain.dispute;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

import io.attain.crediting.Share;
import io.attain.crediting.Splits;
import io.attain.identity.CurrentUser;
import io.attain.identity.User;
import io.attain.identity.UserId;
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

    private final JdbcClient jdbc;
    private final Deals deals;
    private final Splits splits;
    private final Periods periods;
    private final Participants participants;
    private final Deciders deciders;
    private final Alternatives alternatives;
    private final Tables tables;
    private final DisputeRows rows;
    private final Joining joining;
    private final DisputeHolds holds;
    private final CurrentUser currentUser;
    private final DisputeLog log;
    private final ObjectProvider<DisputeWorkflow> workflow;
    private final Clock clock;

    Filing(JdbcClient jdbc, Deals deals, Splits splits, Periods periods, Participants participants, Deciders deciders,
            Alternatives alternatives, Tables tables, DisputeRows rows,
            Joining joining, DisputeHolds holds,
            CurrentUser currentUser, DisputeLog log, ObjectProvider<DisputeWorkflow> workflow, Clock clock) {
        this.jdbc = jdbc;
        this.deals = deals;
        this.splits = splits;
        this.periods = periods;
        this.participants = participants;
        this.deciders = deciders;
        this.alternatives = alternatives;
        this.tables = tables;
        this.rows = rows;
        this.joining = joining;
        this.holds = holds;
        this.currentUser = currentUser;
        this.log = log;
        this.workflow = workflow;
        this.clock = clock;
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
        if (deals.find(claim.deal()).isEmpty()) {
            return new FilingResult.Refused("dispute-deal-unknown", "There is no deal " + claim.deal() + ".");
        }
        Optional<SalesEvent> event = deals.eventOf(claim.deal());
        if (event.isEmpty()) {
            return new FilingResult.Refused(
                    "dispute-deal-open", "Deal %s is not won yet; nobody is credited with it.".formatted(
                            claim.deal().externalId()));
        }
        Optional<Period> counted = periods.containing(event.get().eventDate());
        if (counted.isEmpty()) {
            return new FilingResult.Refused(
                    "dispute-period-unknown", "No period of the calendar holds " + event.get().eventDate() + ".");
        }
        Period period = periods.hold(counted.get().id());
        List<Share> before = splits.sharesOf(claim.deal());
        Optional<FilingResult> flaw = flaw(claim, claimant.id(), before);
        if (flaw.isPresent()) {
            return flaw.get();
        }
        Optional<Dispute> open = rows.holdOpen(claim.deal());
        return open.isPresent()
                ? joining.join(open.get(), claim, claimant, user, period)
                : new FilingResult.Filed(open(claim, claimant, user, period, before));
    }

    private DisputeId open(FileClaim claim, Participant claimant, User user, Period period, List<Share> before) {
        List<Participant> counterparts = before.stream()
                .map(Share::participant)
                .filter(p -> !p.equals(claimant.id()))
                .map(participants::get)
                .toList();
        LocalDate asOf = periods.businessDate();
        Optional<Money> stake = claim.proposed().isEmpty()
                ? claim.expected()
                : Alternatives.most(
                        alternatives.weighed(claim.deal(), period.id(), asOf, Optional.empty(), claim.proposed()));
        Deciders.Parties parties = new Deciders.Parties(claimant.id(),
                counterparts.stream().map(Participant::id).toList(), claim.deal(), period.id(), asOf);
        int answerable = (int) counterparts.stream().filter(p -> p.user().isPresent()).count();
        DisputeRules.Circumstances circumstances = new DisputeRules.Circumstances(claim.kind(), claim.about(),
                stake.map(Money::minor).orElse(0L), claimant.currency().getCurrencyCode(), period.state(),
                deciders.managers(parties), counterparts.size(), answerable);
        Deciders.Seat seat = deciders.first(parties, tables.routing(circumstances));
        DisputeState state = tables.needsTriage(circumstances)
                ? DisputeState.TRIAGE
                : answerable > 0 ? DisputeState.WITH_COUNTERPART : DisputeState.WITH_MANAGER;
        DisputeId filed = new DisputeId(jdbc.sql("""
                insert into dispute.dispute (deal_source, deal_external_id, kind, state, period_id, claimant_id, filed_by,
                       filed_at, reason, statement_line, shares_before, shares_proposed, as_of, decider_id, decider_user,
                       about, expected_minor, stake_minor, stake_currency, sitting)
                values (:source, :externalId, :kind, :state, :period, :claimant, :by, :at, :reason, :line, :before,
                       :proposed, :asOf, :decider, :deciderUser, :about, :expected, :stake, :currency, :sitting)
                returning id
                """)
                .param("source", claim.deal().source())
                .param("externalId", claim.deal().externalId())
                .param("kind", claim.kind().name())
                .param("state", state.name())
                .param("period", period.id().value())
                .param("claimant", claimant.id().value())
                .param("by", user.id().value())
                .param("at", Timestamp.from(clock.instant()))
                .param("reason", claim.reason())
                .param("line", claim.line().orElse(null))
                .param("before", Shares.text(before))
                .param("proposed", Shares.text(claim.proposed()))
                .param("asOf", asOf)
                .param("decider", seat.decider().map(d -> d.id().value()).orElse(null))
                .param("deciderUser", seat.decider().flatMap(Participant::user).map(UserId::value).orElse(null))
                .param("about", claim.about().name())
                .param("expected", claim.expected().map(Money::minor).orElse(null))
                .param("stake", stake.map(Money::minor).orElse(null))
                .param("currency", claimant.currency().getCurrencyCode())
                .param("sitting", seat.sitting().name())
                .query(Long.class)
                .single());
        int ordinal = 1;
        for (Participant counterpart : counterparts) {
            jdbc.sql("""
                    insert into dispute.party (dispute_id, ordinal, participant_id, user_id)
                    values (:dispute, :ordinal, :participant, :user)
                    """)
                    .param("dispute", filed.value())
                    .param("ordinal", ordinal++)
                    .param("participant", counterpart.id().value())
                    .param("user", counterpart.user().map(UserId::value).orElse(null))
                    .update();
        }
        log.say(filed, claim.reason());
        log.record("dispute.filed", filed,
                Map.of(
                        "deal", claim.deal().toString(),
                        "kind", claim.kind().name(),
                        "about", claim.about().name(),
                        "claimant", claimant.id().value(),
                        "before", Shares.text(before),
                        "proposed", Shares.text(claim.proposed())));
        if (state == DisputeState.WITH_MANAGER) {
            holds.holdLosses(rows.get(filed), period);
        }
        workflow.ifAvailable(port -> port.opened(filed));
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
            return credited
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
