package io.attain.crediting;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.crediting.rule.Responsibilities;
import io.attain.sales.FileKind;
import io.attain.sales.ImportBatchId;
import io.attain.sales.RowOutcome;
import io.attain.sales.RowTarget;
import io.attain.sales.SourceRow;
import io.attain.shared.DateRange;

/** Where accounts lie since when. */
@Component
class TerritoryRows implements RowTarget {

    private final Owners owners;

    TerritoryRows(Owners owners) {
        this.owners = owners;
    }

    @Override
    public FileKind kind() {
        return FileKind.TERRITORIES;
    }

    @Override
    public RowOutcome apply(ImportBatchId batch, String source, List<SourceRow> unit) {
        RowFields row = new RowFields(unit.getFirst());
        String account = row.required("account");
        String territory = row.required("territory");
        Optional<DateRange> days = row.days();
        if (row.isRejected()) {
            return row.rejected();
        }
        return owners.put(new Responsibilities.Located(account, territory, days.orElseThrow()))
                ? new RowOutcome.Added(List.of())
                : new RowOutcome.Unchanged(List.of());
    }
}
