package io.attain.sales.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.springframework.stereotype.Component;

import io.attain.participant.Participant;
import io.attain.participant.Participants;
import io.attain.plan.Assignment;
import io.attain.plan.Assignments;
import io.attain.plan.PlanId;
import io.attain.sales.FileKind;
import io.attain.sales.ImportBatchId;
import io.attain.sales.RowOutcome;
import io.attain.sales.RowTarget;
import io.attain.sales.SourceRow;
import io.attain.shared.DateRange;

/** Who is in which plan since when. */
@Component
class AssignmentRows implements RowTarget {

    private static final Pattern PLAN = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final Participants participants;
    private final Assignments assignments;

    private final ClosedPeriods closedPeriods;

    AssignmentRows(Participants participants, Assignments assignments, ClosedPeriods closedPeriods) {
        this.closedPeriods = closedPeriods;
        this.participants = participants;
        this.assignments = assignments;
    }

    @Override
    public FileKind kind() {
        return FileKind.ASSIGNMENTS;
    }

    @Override
    public RowOutcome apply(ImportBatchId batch, String source, List<SourceRow> unit) {
        RowCheck row = new RowCheck(unit.getFirst().number(), unit.getFirst().fields());
        Optional<Participant> participant = People.named(row, "participant", participants);
        String plan = row.required("plan");
        if (!plan.isEmpty() && (plan.length() > 80 || !PLAN.matcher(plan).matches())) {
            row.reject("plan", "This is not the id of a plan.",
                    "Use lower-case letters, digits and dashes, such as field-sales.");
        }
        Optional<LocalDate> from = row.requiredDate("from");
        Optional<LocalDate> to = row.date("to");
        People.inOrder(row, from, to);
        if (row.isRejected()) {
            return RowTargets.rejected(row);
        }
        DateRange days = DateRange.of(from.orElseThrow(), to.orElse(LocalDate.MAX));
        return RowTargets.outcome(closedPeriods.noticed(
                assignments.assign(new Assignment(participant.orElseThrow().id(), new PlanId(plan), days)), row,
                "from", days), row, row.text("participant") + " in " + plan);
    }
}
