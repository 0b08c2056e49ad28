package io.attain.dispute;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.springframework.stereotype.Component;

import io.attain.calculation.ParticipantResult;
import io.attain.calculation.ResultLine;
import io.attain.identity.UserId;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.participant.ReportingLines;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.sales.EventKey;
import io.attain.shared.Money;

/**
 * Who decides. Nobody who is a party, who cannot sign in, or who earns more on the deal by override than the table
 * allows; then it is the next level, at last the finance director.
 */
@Component
class Deciders {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Participants participants;
    private final ReportingLines reportingLines;
    private final Earned earned;
    private final Periods periods;
    private final Sharing sharing;

    Deciders(Participants participants, ReportingLines reportingLines, Earned earned, Periods periods,
            Sharing sharing) {
        this.participants = participants;
        this.reportingLines = reportingLines;
        this.earned = earned;
        this.periods = periods;
        this.sharing = sharing;
    }

    /** Whose dispute it is, and the day its reporting lines are looked at. */
    record Parties(ParticipantId claimant, List<ParticipantId> others, EventKey deal, PeriodId period,
            LocalDate asOf) {

        static Parties of(Dispute dispute) {
            List<ParticipantId> others = new ArrayList<>(dispute.parties());
            others.remove(dispute.claimant());
            return new Parties(dispute.claimant(), others, dispute.deal(), dispute.period(), dispute.asOf());
        }

        Set<ParticipantId> all() {
            Set<ParticipantId> all = new LinkedHashSet<>(List.of(claimant));
            all.addAll(others);
            return all;
        }
    }

    /** Who decides now, if it is not the finance director. */
    record Seat(Optional<Participant> decider, Sitting sitting) {}

    /** How many different managers the parties have. */
    int managers(Parties parties) {
        Set<Optional<ParticipantId>> managers = new HashSet<>();
        parties.all().forEach(party -> managers.add(reportingLines.managerOf(party, parties.asOf())));
        return managers.size();
    }

    Seat first(Parties parties, DisputeRules.Routing routing) {
        List<Participant> above = above(parties, routing.mostOverride());
        Seat superior = new Seat(above.stream().findFirst(), Sitting.ALONE);
        return switch (routing.route()) {
            case FINANCE_DIRECTOR -> new Seat(Optional.empty(), Sitting.ALONE);
            case MANAGER, SUPERIOR -> superior;
            case BOTH -> {
                Optional<Participant> one = side(parties, parties.claimant(), routing.mostOverride());
                Optional<Participant> other = second(parties, routing.mostOverride());
                yield one.isEmpty() || other.isEmpty() || one.get().id().equals(other.get().id())
                        ? superior
                        : new Seat(one, Sitting.FIRST);
            }
        };
    }

    /** The manager on the side of who does not report to the claimant's. */
    Optional<Participant> second(Parties parties, int mostOverride) {
        Optional<Participant> one = side(parties, parties.claimant(), mostOverride);
        return parties.others().stream()
                .flatMap(other -> side(parties, other, mostOverride).stream())
                .filter(manager -> one.filter(first -> first.id().equals(manager.id())).isEmpty())
                .findFirst();
    }

    /** The superiors of all parties who may decide, the nearest first, without those who were at it already. */
    List<Participant> above(Parties parties, int mostOverride, Collection<UserId> notThese) {
        return above(parties, mostOverride).stream()
                .filter(one -> one.user().filter(notThese::contains).isEmpty())
                .toList();
    }

    /**
     * Who decides on an appeal: the nearest superior of all parties above everyone who dealt with the case, so that
     * nobody overrules who stands above him.
     */
    Optional<Participant> overruling(Parties parties, int mostOverride, Collection<UserId> done) {
        List<Participant> all = above(parties, mostOverride);
        List<Boolean> dealt = all.stream().map(one -> one.user().filter(done::contains).isPresent()).toList();
        return all.stream().skip(dealt.lastIndexOf(true) + 1).findFirst();
    }

    private List<Participant> above(Parties parties, int mostOverride) {
        List<List<ParticipantId>> others = parties.others().stream()
                .map(other -> reportingLines.line(other, parties.asOf()))
                .toList();
        List<Participant> common = line(parties, parties.claimant()).stream()
                .filter(one -> others.stream().allMatch(line -> line.contains(one.id())))
                .toList();
        return free(parties, common, mostOverride);
    }

    private Optional<Participant> side(Parties parties, ParticipantId party, int mostOverride) {
        return free(parties, line(parties, party), mostOverride).stream().findFirst();
    }

    private List<Participant> line(Parties parties, ParticipantId party) {
        return reportingLines.line(party, parties.asOf()).stream()
                .filter(one -> !parties.all().contains(one))
                .map(participants::get)
                .filter(one -> one.user().isPresent())
                .toList();
    }

    /** Those whose override on the deal does not pass the limit. */
    private List<Participant> free(Parties parties, List<Participant> candidates, int mostOverride) {
        if (candidates.isEmpty()) {
            return candidates;
        }
        Set<ParticipantId> looked = new LinkedHashSet<>(parties.all());
        sharing.of(parties.deal()).forEach(share -> looked.add(share.participant()));
        Set<ParticipantId> sharers = Set.copyOf(looked);
        candidates.forEach(one -> looked.add(one.id()));
        Map<ParticipantId, ParticipantResult> results = earned.in(periods.get(parties.period()), looked);
        long direct = sharers.stream().mapToLong(one -> onDeal(results, one, parties.deal())).sum();
        return candidates.stream()
                .filter(one -> BigDecimal.valueOf(onDeal(results, one.id(), parties.deal())).multiply(HUNDRED)
                        .compareTo(BigDecimal.valueOf(direct).multiply(BigDecimal.valueOf(mostOverride))) <= 0)
                .toList();
    }

    private static long onDeal(Map<ParticipantId, ParticipantResult> results, ParticipantId who, EventKey deal) {
        return Optional.ofNullable(results.get(who)).map(ParticipantResult::lines).orElse(List.of()).stream()
                .filter(line -> line.event().filter(deal::equals).isPresent())
                .map(ResultLine::amount)
                .mapToLong(Money::minor)
                .sum();
    }

}
