package io.attain.sales.internal;

import java.util.List;

import org.springframework.stereotype.Component;

import io.attain.participant.Participants;
import io.attain.sales.FileKind;
import io.attain.sales.ImportBatchId;
import io.attain.sales.RowOutcome;
import io.attain.sales.RowTarget;
import io.attain.sales.SourceRow;

/** Who sells for which manager in which office. */
@Component
class TeamRows implements RowTarget {

    private final Participants participants;

    TeamRows(Participants participants) {
        this.participants = participants;
    }

    @Override
    public FileKind kind() {
        return FileKind.TEAMS;
    }

    @Override
    public RowOutcome apply(ImportBatchId batch, String source, List<SourceRow> unit) {
        RowCheck row = new RowCheck(unit.getFirst().number(), unit.getFirst().fields());
        String office = row.required("regional_office");
        for (String column : List.of("sales_agent", "manager")) {
            String name = row.required(column);
            if (!name.isEmpty() && participants.byName(name).isEmpty()) {
                row.reject(column, "Nobody of this name is known.",
                        "Import the person with a people file, then replay the rejected rows.");
            }
        }
        if (row.isRejected()) {
            return RowTargets.rejected(row);
        }
        return RowTargets.outcome(participants.recordTeam(row.text("sales_agent"), row.text("manager"), office), row,
                row.text("sales_agent"));
    }
}
