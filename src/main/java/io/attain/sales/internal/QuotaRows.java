package io.attain.sales.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.participant.Participant;
import io.attain.participant.Participants;
import io.attain.participant.Quota;
import io.attain.participant.Quotas;
import io.attain.sales.FileKind;
import io.attain.sales.QuotaTerms;
import io.attain.sales.RowOutcome;
import io.attain.sales.RowTarget;
import io.attain.sales.SourceRow;
import io.attain.shared.DateRange;
import io.attain.shared.Money;

/**
 * Quotas by person, measure and window; in the currency of the plan the person is in on the first day, else in the
 * person's.
 */
@Component
class QuotaRows implements RowTarget {

    private final Participants participants;
    private final Quotas quotas;

    private final ClosedPeriods closedPeriods;
    private final QuotaTerms terms;

    QuotaRows(Participants participants, Quotas quotas, ClosedPeriods closedPeriods, QuotaTerms terms) {
        this.terms = terms;
        this.closedPeriods = closedPeriods;
        this.participants = participants;
        this.quotas = quotas;
    }

    @Override
    public FileKind kind() {
        return FileKind.QUOTAS;
    }

    @Override
    public RowOutcome apply(String source, List<SourceRow> unit) {
        RowCheck row = new RowCheck(unit.getFirst().number(), unit.getFirst().fields());
        Optional<Participant> participant = People.named(row, "participant", participants);
        String measure = row.required("measure");
        if (!measure.isEmpty() && !measure.equals("amount") && !terms.names().contains(measure)) {
            row.reject("measure", "No plan measures against this.",
                    "Use one of " + String.join(", ", terms.names()) + ", or save the plan that names it first.");
        }
        Optional<LocalDate> from = row.requiredDate("from");
        Optional<LocalDate> to = row.requiredDate("to");
        row.required("amount");
        Optional<Money> amount = participant.flatMap(person -> row.amount("amount",
                from.flatMap(day -> terms.currency(person.id(), day)).orElse(person.currency())));
        if (amount.isPresent() && !amount.get().isPositive()) {
            row.reject("amount", "A quota of zero cannot be attained.", "Leave the row out, or set a target.");
        }
        People.inOrder(row, from, to);
        if (row.isRejected()) {
            return RowTargets.rejected(row);
        }
        DateRange window = DateRange.of(from.orElseThrow(), to.orElseThrow());
        return RowTargets.outcome(closedPeriods.noticed(
                quotas.put(new Quota(participant.orElseThrow().id(), measure, window, amount.orElseThrow())), row,
                "amount", window), row,
                row.text("participant") + ", " + measure + " from " + from.orElseThrow());
    }
}
