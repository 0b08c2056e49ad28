package io.attain.dispute;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.attain.calculation.ParticipantResult;
import io.attain.calculation.ResultLine;
import io.attain.identity.UserId;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.participant.ReportingLines;
import io.attain.shared.Money;

/**
 * Those who could decide one dispute: superiors of its parties. Nobody who is a party, who cannot sign in, or who earns
 * more on the deal by override than the table allows; then it is the next level, at last the finance director. What they
 * earn is computed when it is first asked for, at once for all of them.
 */
final class Panel {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Deciders.Parties parties;
    private final Participants participants;
    private final ReportingLines reportingLines;
    private final Sharing sharing;
    private final Earned earned;
    private final Limits limits;
    private final Map<ParticipantId, List<ParticipantId>> lines = new HashMap<>();
    private Optional<Overrides> overrides = Optional.empty();

    /**
     * What each earns on the deal, and what its sharers earn on it together, in minor units: of the one currency of all of
     * them, else of that of the tables.
     */
    private record Overrides(Map<ParticipantId, Long> ofEach, long ofSharers) {}

    Panel(Deciders.Parties parties, Participants participants, ReportingLines reportingLines, Sharing sharing,
            Earned earned, Limits limits) {
        this.parties = parties;
        this.participants = participants;
        this.reportingLines = reportingLines;
        this.sharing = sharing;
        this.earned = earned;
        this.limits = limits;
    }

    /** How many different managers the parties have. */
    int managers() {
        Set<Optional<ParticipantId>> managers = new HashSet<>();
        parties.all().forEach(party -> managers.add(reportingLines.managerOf(party, parties.asOf())));
        return managers.size();
    }

    Deciders.Seat first(DisputeRules.Routing routing) {
        if (routing.route() == DisputeRules.Route.FINANCE_DIRECTOR) {
            return new Deciders.Seat(Optional.empty(), Sitting.ALONE);
        }
        Deciders.Seat superior = new Deciders.Seat(above(routing.mostOverride()).stream().findFirst(), Sitting.ALONE);
        if (routing.route() != DisputeRules.Route.BOTH) {
            return superior;
        }
        Optional<Participant> one = side(parties.claimant(), routing.mostOverride());
        Optional<Participant> other = second(routing.mostOverride());
        return one.isEmpty() || other.isEmpty() || one.get().id().equals(other.get().id())
                ? superior
                : new Deciders.Seat(one, Sitting.FIRST);
    }

    /** The manager on the side of who does not report to the claimant's. */
    Optional<Participant> second(int mostOverride) {
        Optional<Participant> one = side(parties.claimant(), mostOverride);
        return parties.others().stream()
                .flatMap(other -> side(other, mostOverride).stream())
                .filter(manager -> one.filter(first -> first.id().equals(manager.id())).isEmpty())
                .findFirst();
    }

    /** The superiors of all parties who may decide, the nearest first, without those who were at it already. */
    List<Participant> above(int mostOverride, Collection<UserId> notThese) {
        return above(mostOverride).stream()
                .filter(one -> one.user().filter(notThese::contains).isEmpty())
                .toList();
    }

    /**
     * Who may decide on an appeal: the superiors of all parties above everyone who dealt with the case, the nearest
     * first, so that nobody overrules who stands above him.
     */
    List<Participant> overruling(int mostOverride, Collection<UserId> done) {
        List<Participant> all = above(mostOverride);
        List<Boolean> dealt = all.stream().map(one -> one.user().filter(done::contains).isPresent()).toList();
        return all.stream().skip(dealt.lastIndexOf(true) + 1).toList();
    }

    private List<Participant> above(int mostOverride) {
        List<Participant> common = candidates(parties.claimant()).stream()
                .filter(one -> parties.others().stream().allMatch(other -> line(other).contains(one.id())))
                .toList();
        return free(common, mostOverride);
    }

    private Optional<Participant> side(ParticipantId party, int mostOverride) {
        return free(candidates(party), mostOverride).stream().findFirst();
    }

    private List<ParticipantId> line(ParticipantId party) {
        return lines.computeIfAbsent(party, of -> reportingLines.line(of, parties.asOf()));
    }

    private List<Participant> candidates(ParticipantId party) {
        return line(party).stream()
                .filter(one -> !parties.all().contains(one))
                .map(participants::get)
                .filter(one -> one.user().isPresent())
                .toList();
    }

    /** Those whose override on the deal does not pass the limit. */
    private List<Participant> free(List<Participant> candidates, int mostOverride) {
        if (candidates.isEmpty()) {
            return candidates;
        }
        Overrides known = overrides();
        BigDecimal most = BigDecimal.valueOf(known.ofSharers()).multiply(BigDecimal.valueOf(mostOverride));
        return candidates.stream()
                .filter(one -> BigDecimal.valueOf(known.ofEach().getOrDefault(one.id(), 0L)).multiply(HUNDRED)
                        .compareTo(most) <= 0)
                .toList();
    }

    private Overrides overrides() {
        if (overrides.isEmpty()) {
            Set<ParticipantId> sharers = new LinkedHashSet<>(parties.all());
            sharing.of(parties.deal()).forEach(share -> sharers.add(share.participant()));
            Set<ParticipantId> looked = new LinkedHashSet<>(sharers);
            parties.all().forEach(party -> looked.addAll(line(party)));
            Map<ParticipantId, ParticipantResult> results = earned.forDeal(parties.period(), parties.deal(), looked);
            Map<ParticipantId, List<Money>> onDeal = new HashMap<>();
            looked.forEach(one -> onDeal.put(one, onDeal(results, one)));
            boolean alike = onDeal.values().stream().flatMap(List::stream).map(Money::currency).distinct().count() <= 1;
            Map<ParticipantId, Long> ofEach = new HashMap<>();
            onDeal.forEach((one, amounts) -> ofEach.put(one,
                    alike ? amounts.stream().mapToLong(Money::minor).sum() : compared(amounts)));
            // A sharer whose rate is not known counts nothing here, which is stricter on those above.
            overrides = Optional
                    .of(new Overrides(ofEach, sharers.stream().mapToLong(one -> ofEach.getOrDefault(one, 0L))
                            .filter(amount -> amount != Limits.ABOVE_EVERY_LIMIT).sum()));
        }
        return overrides.orElseThrow();
    }

    private long compared(List<Money> amounts) {
        long sum = 0;
        for (Money amount : amounts) {
            long minor = limits.minor(amount, earned.period(parties.period()));
            if (minor == Limits.ABOVE_EVERY_LIMIT) {
                return minor;
            }
            sum = Math.addExact(sum, minor);
        }
        return sum;
    }

    private List<Money> onDeal(Map<ParticipantId, ParticipantResult> results, ParticipantId who) {
        return Optional.ofNullable(results.get(who)).map(ParticipantResult::lines).orElse(List.of()).stream()
                .filter(line -> line.event().filter(parties.deal()::equals).isPresent())
                .map(ResultLine::amount)
                .toList();
    }
}
