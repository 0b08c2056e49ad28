package io.attain.sales.internal;

import java.time.LocalDate;
import java.util.Optional;

import io.attain.participant.Participant;
import io.attain.participant.Participants;

/** People and spans of time as rows name them. */
final class People {

    private People() {}

    static Optional<Participant> named(RowCheck row, String column, Participants participants) {
        String name = row.required(column);
        Optional<Participant> participant = name.isEmpty() ? Optional.empty() : participants.byName(name);
        if (participant.isEmpty() && !name.isEmpty()) {
            row.reject(column, "Nobody of this name is known.",
                    "Import the person with a people file, then replay the rejected rows.");
        }
        return participant;
    }

    static void inOrder(RowCheck row, Optional<LocalDate> from, Optional<LocalDate> to) {
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            row.reject("to", "The span ends before it begins on " + from.get() + ".",
                    "The end is the first day after the span.");
        }
    }
}
