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
import io.attain.sales.EventKey;
import io.attain.sales.SalesEvent;

/** Filing a claim: what is checked, who is asked, who decides. */
@Component
class Filing {

    private final JdbcClient jdbc;
    private final Deals deals;
    private final Splits splits;
    private final Periods periods;
    private final Participants participants;
    private final Deciders deciders;
    private final CurrentUser currentUser;
    private final DisputeLog log;
    private final ObjectProvider<DisputeWorkflow> workflow;
    private final Clock clock;

    Filing(JdbcClient jdbc, Deals deals, Splits splits, Periods periods, Participants participants, Deciders deciders,
            CurrentUser currentUser, DisputeLog log, ObjectProvider<DisputeWorkflow> workflow, Clock clock) {
        this.jdbc = jdbc;
        this.deals = deals;
        this.splits = splits;
        this.periods = periods;
        this.participants = participants;
        this.deciders = deciders;
        this.currentUser = currentUser;
        this.log = log;
        this.workflow = workflow;
        this.clock = clock;
    }

    /**
     * Files a claim in the name of the current user, who must be a participant. Counterparts are the others credited
     * with the deal; with none, the claim goes to the manager at once.
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
        if (!period.isOpen()) {
            return new FilingResult.Refused("dispute-period-locked", closed(claim.deal(), period));
        }
        List<Share> before = splits.sharesOf(claim.deal());
        Optional<FilingResult> flaw = flaw(claim, claimant.id(), before);
        if (flaw.isPresent()) {
            return flaw.get();
        }
        List<Participant> counterparts = before.stream()
                .map(Share::participant)
                .filter(p -> !p.equals(claimant.id()))
                .map(participants::get)
                .toList();
        LocalDate asOf = periods.businessDate();
        Optional<Participant> decider = deciders.decider(
                claimant.id(), counterparts.stream().map(Participant::id).toList(), asOf);
        boolean answerable = counterparts.stream().anyMatch(p -> p.user().isPresent());
        Optional<Long> id = jdbc.sql("""
                insert into dispute.dispute (deal_source, deal_external_id, kind, state, period_id, claimant_id, filed_by,
                       filed_at, reason, statement_line, shares_before, shares_proposed, as_of, decider_id, decider_user)
                values (:source, :externalId, :kind, :state, :period, :claimant, :by, :at, :reason, :line, :before,
                       :proposed, :asOf, :decider, :deciderUser)
                on conflict (deal_source, deal_external_id)
                    where state in ('FILED', 'WITH_COUNTERPART', 'WITH_MANAGER', 'INFORMATION_ASKED') do nothing
                returning id
                """)
                .param("source", claim.deal().source())
                .param("externalId", claim.deal().externalId())
                .param("kind", claim.kind().name())
                .param("state", (answerable ? DisputeState.WITH_COUNTERPART : DisputeState.WITH_MANAGER).name())
                .param("period", period.id().value())
                .param("claimant", claimant.id().value())
                .param("by", user.id().value())
                .param("at", Timestamp.from(clock.instant()))
                .param("reason", claim.reason())
                .param("line", claim.line().orElse(null))
                .param("before", Shares.text(before))
                .param("proposed", Shares.text(claim.proposed()))
                .param("asOf", asOf)
                .param("decider", decider.map(d -> d.id().value()).orElse(null))
                .param("deciderUser", decider.flatMap(Participant::user).map(UserId::value).orElse(null))
                .query(Long.class)
                .optional();
        if (id.isEmpty()) {
            return new FilingResult.Refused(
                    "dispute-open-already",
                    "Deal %s already has an open dispute; it has to end first.".formatted(claim.deal().externalId()));
        }
        DisputeId filed = new DisputeId(id.get());
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
                        "claimant", claimant.id().value(),
                        "before", Shares.text(before),
                        "proposed", Shares.text(claim.proposed())));
        workflow.ifAvailable(port -> port.opened(filed));
        return new FilingResult.Filed(filed);
    }

    private static String closed(EventKey deal, Period period) {
        String state = switch (period.state()) {
            case CLOSING -> "is being closed";
            case LOCKED -> "is locked";
            case PAID -> "is locked and paid";
            case OPEN -> throw new IllegalArgumentException(period + " is open");
        };
        return "Deal %s counts in %s, which %s; disputes about it are not taken."
                .formatted(deal.externalId(), period.id(), state);
    }

    private Optional<FilingResult> flaw(FileClaim claim, ParticipantId claimant, List<Share> before) {
        if (claim.reason().isEmpty() || claim.reason().length() > DisputeLog.LONGEST_TEXT) {
            return refused("dispute-reason", "Say why, in up to " + DisputeLog.LONGEST_TEXT + " characters.");
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
