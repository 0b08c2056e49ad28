package io.attain.sales.internal;

import java.util.List;

import io.attain.participant.Recorded;
import io.attain.sales.RowChange;
import io.attain.sales.RowOutcome;

/** From what a façade says it recorded to what the report says of the row. */
final class RowTargets {

    private RowTargets() {}

    static RowOutcome outcome(Recorded recorded, RowCheck row, String key) {
        return switch (recorded) {
            case Recorded.Added added -> new RowOutcome.Added(row.problems());
            // What waits has changed nothing so far; the row says so.
            case Recorded.Waits waits -> new RowOutcome.Unchanged(row.problems());
            case Recorded.Unchanged unchanged -> new RowOutcome.Unchanged(row.problems());
            case Recorded.Changed changed -> new RowOutcome.Changed(changed.changes().stream()
                    .map(change -> new RowChange(row.number(), key, change.field(), change.before(), change.after()))
                    .toList(),
                    row.problems());
        };
    }

    static RowOutcome rejected(RowCheck row) {
        return new RowOutcome.Rejected(List.copyOf(row.problems()));
    }
}
