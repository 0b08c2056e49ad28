package io.attain.calculation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.attain.crediting.Credit;
import io.attain.participant.ParticipantId;
import io.attain.sales.EventKey;
import io.attain.shared.DateRange;

/**
 * Credits of one event that are looked at in place of its own, with nothing written; or none.
 *
 * @param credits in canonical order
 */
record Assumption(Optional<EventKey> event, List<Credit> credits) {

    static final Assumption NONE = new Assumption(Optional.empty(), List.of());

    boolean concerns(EventKey other) {
        return event.filter(other::equals).isPresent();
    }

    /** Those of the assumed credits that belong here. */
    List<Credit> within(DateRange range, Optional<Set<ParticipantId>> of) {
        return credits.stream().filter(credit -> range.contains(credit.eventDate()))
                .filter(credit -> of.isEmpty() || of.get().contains(credit.participant())).toList();
    }

    /** The credits as they would be, in canonical order. */
    List<Credit> applied(List<Credit> current, DateRange range, Optional<Set<ParticipantId>> of) {
        if (event.isEmpty()) {
            return current;
        }
        List<Credit> assumed = new ArrayList<>(current);
        assumed.removeIf(credit -> concerns(credit.event()));
        assumed.addAll(within(range, of));
        assumed.sort(Credit.CANONICAL);
        return assumed;
    }
}
