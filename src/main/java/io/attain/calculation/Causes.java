package io.attain.calculation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import org.springframework.stereotype.Component;

import io.attain.crediting.Credit;
import io.attain.crediting.SplitSet;
import io.attain.crediting.Splits;
import io.attain.identity.UserId;
import io.attain.identity.Users;
import io.attain.participant.ParticipantId;
import io.attain.participant.QuotaCorrection;
import io.attain.participant.Quotas;
import io.attain.period.Period;
import io.attain.plan.PlanVersionId;
import io.attain.sales.Deals;
import io.attain.sales.EventKey;
import io.attain.sales.EventKind;

/** Says why a locked period comes to something else by now. */
@Component
class Causes {

    private static final int LONGEST = 500;

    private final Splits splits;
    private final Deals deals;
    private final Quotas quotas;
    private final Users users;

    Causes(Splits splits, Deals deals, Quotas quotas, Users users) {
        this.users = users;
        this.splits = splits;
        this.deals = deals;
        this.quotas = quotas;
    }

    Sentences sentences(Period period, Assumption assumption) {
        return new Sentences(period, assumption, deals.countedIn(period.id()));
    }

    static String cut(String cause) {
        return cause.length() <= LONGEST ? cause : cause.substring(0, LONGEST - 1) + "…";
    }

    /** The sentences for one period; each event is looked up once. */
    final class Sentences {

        private final Period period;
        private final Assumption assumption;
        private final Map<EventKey, Integer> counted;
        private final Map<EventKey, String> ofEvents = new HashMap<>();
        private final Map<EventKey, Integer> revisions = new HashMap<>();

        private Sentences(Period period, Assumption assumption, Map<EventKey, Integer> counted) {
            this.period = period;
            this.assumption = assumption;
            this.counted = counted;
        }

        /** Of the credits that someone had for an event, and those there are now. */
        String ofEvent(EventKey event, List<Credit> gone, List<Credit> fresh) {
            String known = ofEvents.get(event);
            if (known == null) {
                known = cut(sentence(event, gone, fresh));
                ofEvents.put(event, known);
            }
            return known;
        }

        /** The revision in force. */
        int revision(EventKey event) {
            return revisions.computeIfAbsent(event, deals::revisionOf);
        }

        private String sentence(EventKey event, List<Credit> gone, List<Credit> fresh) {
            if (assumption.concerns(event)) {
                return "another split of " + event.externalId();
            }
            String name = (isBooking(event, fresh.isEmpty() ? gone : fresh) ? "deal " : "event ") + event.externalId();
            Integer revision = counted.get(event);
            if (revision == null) {
                return fresh.stream().filter(credit -> credit.kind() == EventKind.RETURN).findFirst()
                        .flatMap(Credit::origin)
                        .map(origin -> "return of %s (%s)".formatted(origin.event().externalId(), event.externalId()))
                        .orElse("late " + name);
            }
            if (revision(event) != revision) {
                return "correction of " + name;
            }
            Optional<SplitSet> split = splits.of(event).or(() -> splits.overlayOf(event));
            if (split.isPresent()
                    && gone.stream().allMatch(credit -> credit.splitVersion() < split.get().version())
                    && fresh.stream().allMatch(credit -> credit.splitVersion() == split.get().version())) {
                return "split of %s: %s".formatted(event.externalId(), split.get().cause());
            }
            return fresh.isEmpty()
                    ? "%s no longer counts in %s".formatted(name, period.id())
                    : "owners, rules, lines or rates of " + name;
        }

        private boolean isBooking(EventKey event, List<Credit> credits) {
            return credits.isEmpty()
                    ? deals.find(event).isPresent()
                    : credits.getFirst().kind() == EventKind.BOOKING;
        }

        /** Of what is recorded of someone, without credits. */
        String ofParticipant(ParticipantId participant, FrozenInputs before, FrozenInputs now) {
            if (!before.segments().equals(now.segments())) {
                TreeSet<PlanVersionId> versions = new TreeSet<>((one, other) -> one.toString()
                        .compareTo(other.toString()));
                now.segments().forEach(segment -> versions.add(segment.version()));
                before.segments().forEach(segment -> versions.remove(segment.version()));
                return cut(versions.isEmpty()
                        ? "days in plan corrected"
                        : "plan corrected: now by " + String.join(", ",
                                versions.stream().map(PlanVersionId::toString).toList()));
            }
            if (!before.figures().equals(now.figures()) || !before.targets().equals(now.targets())) {
                return cut(quotas.lastCorrection(participant, period.span())
                        .map(this::words)
                        .orElse("quota corrected"));
            }
            return before.customers().equals(now.customers())
                    ? "position, manager or dates of employment corrected"
                    : "first sale to a customer corrected";
        }

        private String words(QuotaCorrection correction) {
            return "quota corrected by %s on %s".formatted(users.nameOf(new UserId(correction.by())), correction.on())
                    + correction.approvedBy().map(by -> ", approved by " + users.nameOf(new UserId(by))).orElse("");
        }

        /** Of what was corrected and is again as it was. */
        String asBefore(Optional<EventKey> event) {
            return event.map(one -> ofEvent(one, List.of(), List.of())).orElse("corrected again to what it was");
        }
    }
}
