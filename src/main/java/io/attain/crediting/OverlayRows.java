package io.attain.crediting;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.participant.Participants;
import io.attain.sales.EventKey;
import io.attain.sales.FileKind;
import io.attain.sales.RowChange;
import io.attain.sales.RowOutcome;
import io.attain.sales.SourceRow;

/** Overlay shares from a file: the rows of one deal stand or fall together, and need not total anything. */
@Component
class OverlayRows extends SplitRows {

    private final Splits splits;

    OverlayRows(Splits splits, Participants participants) {
        super(splits, participants);
        this.splits = splits;
    }

    @Override
    public FileKind kind() {
        return FileKind.OVERLAYS;
    }

    @Override
    String column() {
        return "overlay_percent";
    }

    @Override
    void check(List<Share> shares) {
        SplitSet.refuseUnlessOfSome(shares);
    }

    @Override
    RowOutcome put(EventKey event, List<Share> shares, List<SourceRow> unit) {
        Optional<SplitSet> before = splits.overlayOf(event);
        String cause = unit.getFirst().field("cause");
        splits.putOverlay(event, shares, cause.isEmpty() ? "imported" : cause);
        if (before.isEmpty()) {
            return new RowOutcome.Added(List.of());
        }
        return before.get().hasShares(shares)
                ? new RowOutcome.Unchanged(List.of())
                : new RowOutcome.Changed(List.of(new RowChange(unit.getFirst().number(), event.externalId(),
                        "overlay", shown(before.get().shares()), shown(shares))), List.of());
    }
}
