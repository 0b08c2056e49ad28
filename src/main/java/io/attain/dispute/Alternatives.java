package io.attain.dispute;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.calculation.Corrections;
import io.attain.calculation.ParticipantResult;
import io.attain.calculation.Preview;
import io.attain.calculation.Runs;
import io.attain.crediting.Share;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.participant.ReportingLines;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.sales.EventKey;
import io.attain.shared.Money;
import io.attain.shared.Refused;

/** What each split on the table comes to, computed by the calculator itself for the whole period. */
@Component
class Alternatives {

    private final DisputeRows rows;
    private final JdbcClient jdbc;
    private final Runs runs;
    private final Corrections corrections;
    private final Earned earned;
    private final Periods periods;
    private final PayPeriods payPeriods;
    private final Sharing sharing;
    private final Participants participants;
    private final ReportingLines reportingLines;
    private final InPay inPay;

    Alternatives(DisputeRows rows, JdbcClient jdbc, Runs runs, Corrections corrections,
            Earned earned, Periods periods, PayPeriods payPeriods, Sharing sharing, Participants participants,
            ReportingLines reportingLines, InPay inPay) {
        this.rows = rows;
        this.jdbc = jdbc;
        this.runs = runs;
        this.corrections = corrections;
        this.earned = earned;
        this.periods = periods;
        this.payPeriods = payPeriods;
        this.sharing = sharing;
        this.participants = participants;
        this.reportingLines = reportingLines;
        this.inPay = inPay;
    }

    /**
     * What the split in question does to everyone in it: as decided once decided, else as the claimant proposes.
     * Earnings of the deal's period, computed by the calculator itself.
     */
    List<Effect> effect(DisputeId id) {
        Dispute dispute = rows.get(id);
        return switch (dispute.state()) {
            case FILED, TRIAGE, WITH_COUNTERPART, WITH_MANAGER, INFORMATION_ASKED, COMP_REVIEW, FINANCE_APPROVAL,
                    PERIOD_CLOSING ->
                dispute.proposed().isEmpty() ? List.of() : compute(dispute, dispute.proposed());
            case UPHELD, PARTLY ->
                jdbc.sql("""
                        select participant_id, currency, before_minor, after_minor from dispute.effect
                        where dispute_id = :id
                          and round = (select max(round) from dispute.effect where dispute_id = :id)
                        order by participant_id collate "C"
                        """)
                        .param("id", id.value())
                        .query((rs, n) -> {
                            Currency currency = Currency.getInstance(rs.getString("currency"));
                            return new Effect(
                                    new ParticipantId(rs.getString("participant_id")),
                                    Money.ofMinor(rs.getLong("before_minor"), currency),
                                    Money.ofMinor(rs.getLong("after_minor"), currency));
                        })
                        .list();
            case DENIED, WITHDRAWN, REFUSED -> List.of();
        };
    }

    /** What another split would do, for weighing a counter-proposal. */
    List<Effect> effect(DisputeId id, List<Share> shares) {
        return compute(rows.get(id), shares);
    }

    /**
     * Every split on the table with what it comes to, computed by the calculator as the period stands: the claim,
     * the counter-proposals in the order they came, and the one that is tried out.
     *
     * @param tried a whole split, totalling 100 percent
     * @throws Refused when the split that is tried out is none
     */
    List<Alternative> alternatives(DisputeId id, Optional<List<Share>> tried) {
        Dispute dispute = rows.get(id);
        tried.flatMap(shares -> Shares.flaw(shares, participants)).ifPresent(flaw -> {
            throw new Refused("dispute-shares", flaw);
        });
        List<Alternative> alternatives = new ArrayList<>();
        if (!dispute.proposed().isEmpty()) {
            alternatives.add(weighed(dispute, Optional.of(dispute.claimantName()), dispute.proposed()));
        }
        for (JoinedClaim claim : dispute.joined()) {
            alternatives.add(weighed(dispute, Optional.of(claim.claimantName()), claim.proposed()));
        }
        for (Party party : dispute.counterparts()) {
            if (party.answer().orElse(null) instanceof Answer.Counter counter) {
                alternatives.add(weighed(dispute, Optional.of(party.name()), counter.shares()));
            }
        }
        tried.ifPresent(shares -> alternatives.add(weighed(dispute, Optional.empty(), shares)));
        return List.copyOf(alternatives);
    }

    List<Effect> compute(Dispute dispute, List<Share> shares) {
        return weighed(dispute, Optional.empty(), shares).consequences().stream()
                .map(c -> new Effect(c.participant(), c.before(), c.after()))
                .toList();
    }

    /** The sharers themselves, and of their superiors those whose pay moves with theirs. */
    Alternative weighed(Dispute dispute, Optional<String> proposedBy, List<Share> shares) {
        return weighed(dispute.deal(), dispute.period(), dispute.asOf(), proposedBy, shares);
    }

    /** What somebody would gain by it; empty where that is nothing. */
    static Optional<Money> gainOf(ParticipantId who, Alternative alternative) {
        return alternative.consequences().stream()
                .filter(consequence -> consequence.participant().equals(who))
                .map(Consequence::difference)
                .filter(Money::isPositive)
                .findFirst();
    }

    /** What other shares do to the pay of one person alone. */
    Consequence ofOne(Participant who, EventKey deal, PeriodId period, LocalDate asOf, List<Share> shares) {
        Money zero = Money.zero(who.currency());
        if (periods.get(period).state().isFinal()) {
            return weighed(deal, period, asOf, Optional.empty(), shares).consequences().stream()
                    .filter(one -> one.participant().equals(who.id()))
                    .findFirst()
                    .orElse(new Consequence(who.id(), zero, zero, List.of()));
        }
        return previewed(periods.get(period), deal, Set.of(who.id()), shares).getFirst();
    }

    Alternative weighed(EventKey deal, PeriodId period, LocalDate asOf, Optional<String> proposedBy,
            List<Share> shares) {
        Comparator<ParticipantId> byId = Comparator.comparing(ParticipantId::value);
        TreeSet<ParticipantId> sharers = new TreeSet<>(byId);
        sharing.of(deal).forEach(s -> sharers.add(s.participant()));
        shares.forEach(s -> sharers.add(s.participant()));
        TreeSet<ParticipantId> affected = new TreeSet<>(byId);
        for (ParticipantId sharer : sharers) {
            affected.add(sharer);
            affected.addAll(reportingLines.line(sharer, asOf));
        }
        Map<ParticipantId, Consequence> consequences = new TreeMap<>(byId);
        payPeriods.of(periods.get(period), deal, affected).forEach((pays, people) -> {
            TreeSet<ParticipantId> paid = new TreeSet<>(byId);
            paid.addAll(people);
            if (pays.state().isFinal()) {
                paid.retainAll(sharers);
                corrected(pays, deal, paid, shares).forEach(one -> consequences.putIfAbsent(one.participant(), one));
            } else {
                previewed(pays, deal, paid, shares).stream()
                        .filter(one -> sharers.contains(one.participant()) || !one.difference().isZero())
                        .forEach(one -> consequences.put(one.participant(), one));
            }
        });
        return new Alternative(proposedBy, shares, List.copyOf(consequences.values()));
    }

    private List<Consequence> previewed(Period pays, EventKey deal, Set<ParticipantId> who, List<Share> shares) {
        if (who.isEmpty()) {
            return List.of();
        }
        Preview before = runs.preview(pays.id(), who);
        Preview after = runs.previewWith(pays.id(), who, deal, shares);
        InPay.AtPeriod paid = inPay.at(pays);
        return who.stream().map(id -> {
            Participant person = participants.get(id);
            Optional<Money> was = total(before, id).map(total -> paid.of(total, person));
            Optional<Money> becomes = total(after, id).map(total -> paid.of(total, person));
            Money zero = was.or(() -> becomes).map(one -> Money.zero(one.currency()))
                    .orElse(Money.zero(person.currency()));
            return new Consequence(id, was.orElse(zero), becomes.orElse(zero),
                    parts(before.of(id), after.of(id)).stream().map(part -> new Consequence.Part(part.component(),
                            paid.of(part.difference(), person))).toList());
        }).toList();
    }

    /** A locked period is not calculated anew: what its prior-period adjustments would come to. */
    private List<Consequence> corrected(Period locked, EventKey deal, Set<ParticipantId> sharers, List<Share> shares) {
        Map<ParticipantId, Money> effect = new TreeMap<>();
        periods.findOpenPeriod(locked.calendar()).ifPresent(open -> {
            InPay.AtPeriod now = inPay.at(open);
            corrections.effectOf(open.id(), deal, shares)
                    .forEach((id, amount) -> effect.put(id, now.of(amount, participants.get(id))));
        });
        Set<ParticipantId> all = new TreeSet<>(Comparator.comparing(ParticipantId::value));
        all.addAll(sharers);
        all.addAll(effect.keySet());
        Map<ParticipantId, ParticipantResult> paid = earned.in(locked, all);
        InPay.AtPeriod then = inPay.at(locked);
        List<Consequence> consequences = new ArrayList<>();
        for (ParticipantId id : all) {
            Participant person = participants.get(id);
            Money change = Optional.ofNullable(effect.get(id)).orElse(Money.zero(person.currency()));
            Money before = Optional.ofNullable(paid.get(id)).map(ParticipantResult::total)
                    .map(total -> then.of(total, person))
                    .filter(total -> total.currency().equals(change.currency()))
                    .orElse(Money.zero(change.currency()));
            consequences.add(new Consequence(id, before, before.plus(change), List.of()));
        }
        return consequences;
    }

    private static List<Consequence.Part> parts(Optional<ParticipantResult> before, Optional<ParticipantResult> after) {
        Map<String, Money> changes = new TreeMap<>();
        after.stream().flatMap(r -> r.components().stream())
                .forEach(c -> changes.merge(c.name(), c.earned(), Money::plus));
        before.stream().flatMap(r -> r.components().stream())
                .forEach(c -> changes.merge(c.name(), c.earned().negate(), Money::plus));
        return changes.entrySet().stream()
                .filter(change -> !change.getValue().isZero())
                .map(change -> new Consequence.Part(change.getKey(), change.getValue()))
                .toList();
    }

    private static Optional<Money> total(Preview preview, ParticipantId participant) {
        return preview.of(participant).map(ParticipantResult::total);
    }
}
