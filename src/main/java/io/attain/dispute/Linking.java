package io.attain.dispute;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.crediting.Share;
import io.attain.identity.CurrentUser;
import io.attain.identity.UserId;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.period.Period;
import io.attain.sales.Deals;
import io.attain.sales.EventKey;
import io.attain.sales.SalesEvent;
import io.attain.shared.Money;
import io.attain.shared.Refused;

/** From the deal that a claimant named to the one that Attain knows. */
@Component
class Linking {

    private final JdbcClient jdbc;
    private final DisputeRows rows;
    private final Triage triage;
    private final Joining joining;
    private final Opening opening;
    private final Alternatives alternatives;
    private final Limits limits;
    private final Deciders deciders;
    private final Tables tables;
    private final Sharing sharing;
    private final Deals deals;
    private final PayPeriods payPeriods;
    private final Participants participants;
    private final Acts acts;
    private final DisputeLog log;
    private final CurrentUser currentUser;
    private final Clock clock;

    Linking(JdbcClient jdbc, DisputeRows rows, Triage triage, Joining joining, Opening opening,
            Alternatives alternatives, Limits limits, Deciders deciders, Tables tables, Sharing sharing, Deals deals,
            PayPeriods payPeriods,
            Participants participants, Acts acts, DisputeLog log, CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.triage = triage;
        this.joining = joining;
        this.opening = opening;
        this.alternatives = alternatives;
        this.limits = limits;
        this.deciders = deciders;
        this.tables = tables;
        this.sharing = sharing;
        this.deals = deals;
        this.payPeriods = payPeriods;
        this.participants = participants;
        this.acts = acts;
        this.log = log;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    Dispute link(DisputeId id, EventKey deal, String note) {
        SalesEvent event = deals.eventOf(deal).filter(found -> found.refersTo().isEmpty())
                .orElseThrow(() -> new Refused("dispute-deal-unknown", "There is no won deal and no sale " + deal
                        + " that could be shared."));
        Period counted = payPeriods.of(rows.get(id).claimant(), event.eventDate())
                .orElseThrow(() -> new Refused("dispute-period-unknown",
                        "No period of the calendar holds " + event.eventDate() + "."));
        Period period = payPeriods.hold(counted, event.eventDate());
        Dispute dispute = triage.held(id);
        NamedDeal named = dispute.named().filter(one -> dispute.waitsForItsDeal()).orElseThrow(() -> new Refused(
                "dispute-linked", "This claim names no deal that could be linked to another."));
        DisputeLog.requireShort(note);
        List<Share> before = sharing.of(deal);
        if (before.stream().anyMatch(share -> share.participant().equals(dispute.claimant()))) {
            throw new Refused("dispute-credited-already", "%s is credited with %s already: say so in the answer."
                    .formatted(dispute.claimantName(), deal.externalId()));
        }
        List<Share> proposed = before.isEmpty()
                ? List.of(new Share(dispute.claimant(), BigDecimal.valueOf(100)))
                : Reshare.with(before, dispute.claimant(), named.percent());
        UserId by = currentUser.get().id();
        jdbc.sql("update dispute.named_deal set linked_by = :by, linked_at = :at where dispute_id = :id")
                .param("by", by.value())
                .param("at", Timestamp.from(clock.instant()))
                .param("id", id.value())
                .update();
        acts.record(dispute, Act.Kind.TRIAGE, "LINKED", Optional.empty(), note, by);
        log.say(id, ("It is " + deal.externalId() + ". " + note.strip()).strip());
        log.record("dispute.linked", id, Map.of("deal", deal.toString(), "proposed", Shares.text(proposed)));
        Optional<Dispute> open = rows.holdOpen(deal);
        if (open.isPresent()) {
            join(dispute, open.get(), deal, proposed, period);
        } else {
            goOn(dispute, deal, before, proposed, period);
        }
        return rows.get(id);
    }

    /** Others claim it already: one case with several claimants. */
    private void join(Dispute dispute, Dispute open, EventKey deal, List<Share> proposed, Period period) {
        FileClaim claim = new FileClaim(deal, ClaimKind.SPLIT_REQUEST, proposed, dispute.reason(), dispute.line(),
                ClaimReason.MISSING_DEAL, dispute.course().expected());
        if (joining.join(open, claim, participants.get(dispute.claimant()), dispute.filedBy(),
                period) instanceof FilingResult.Refused(String code, String sentence)) {
            throw new Refused(code, sentence);
        }
        rows.setState(dispute, DisputeState.REFUSED);
        log.note(dispute.id(), "Others claim this deal, too: it is decided together with theirs in dispute "
                + open.id() + ".");
    }

    private void goOn(Dispute dispute, EventKey deal, List<Share> before, List<Share> proposed, Period period) {
        List<Participant> counterparts = before.stream().map(Share::participant).map(participants::get).toList();
        List<ParticipantId> others = counterparts.stream().map(Participant::id).toList();
        Alternative weighed = alternatives.weighed(deal, period.id(), dispute.asOf(), Optional.empty(), proposed);
        Optional<Money> stake = limits.most(weighed, period);
        Optional<Money> gain = Alternatives.gainOf(dispute.claimant(), weighed);
        jdbc.sql("""
                update dispute.dispute set deal_source = :source, deal_external_id = :externalId, period_id = :period,
                       kind = :kind, shares_before = :before, shares_proposed = :proposed, stake_minor = :stake,
                       expected_minor = :expected, expected_currency = :expectedCurrency, stake_currency = :currency
                 where id = :id
                """)
                .param("source", deal.source())
                .param("externalId", deal.externalId())
                .param("period", period.id().value())
                .param("kind", ClaimKind.SPLIT_REQUEST.name())
                .param("before", Shares.text(before))
                .param("proposed", Shares.text(proposed))
                .param("stake", stake.map(Money::minor).orElse(null))
                .param("expected", gain.map(Money::minor).orElse(null))
                .param("expectedCurrency", gain.map(money -> money.currency().getCurrencyCode()).orElse(null))
                .param("currency", stake.or(() -> gain).map(Money::currency)
                        .orElseGet(() -> participants.get(dispute.claimant()).currency()).getCurrencyCode())
                .param("id", dispute.id().value())
                .update();
        opening.parties(dispute.id(), counterparts);
        Deciders.Parties parties = new Deciders.Parties(dispute.claimant(), others, deal, period.id(),
                dispute.asOf());
        Dispute linked = rows.get(dispute.id());
        Panel panel = deciders.of(parties);
        rows.seat(linked.id(), panel.first(tables.routing(linked, panel.managers(), period)));
        triage.goOn(rows.get(linked.id()), period);
    }
}
