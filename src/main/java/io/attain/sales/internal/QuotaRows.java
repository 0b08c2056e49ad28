package io.attain.sales.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.participant.Participant;
import io.attain.participant.Participants;
import io.attain.participant.Quota;
import io.attain.participant.QuotaProposal;
import io.attain.participant.QuotaProposalState;
import io.attain.participant.QuotaProposals;
import io.attain.participant.Recorded;
import io.attain.sales.FileKind;
import io.attain.sales.ImportBatchId;
import io.attain.sales.QuotaTerms;
import io.attain.sales.RowOutcome;
import io.attain.sales.RowTarget;
import io.attain.sales.SourceRow;
import io.attain.shared.DateRange;
import io.attain.shared.Money;

/**
 * Quotas by person, measure and window; in the currency of the plan the person is in on the first day, else in the
 * person's. Those of settled periods wait for a second person, all of one import together.
 */
@Component
class QuotaRows implements RowTarget {

    private final Participants participants;
    private final QuotaProposals quotas;
    private final ClosedPeriods closedPeriods;
    private final QuotaTerms terms;

    QuotaRows(Participants participants, QuotaProposals quotas, ClosedPeriods closedPeriods, QuotaTerms terms) {
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
    public RowOutcome apply(ImportBatchId batch, String source, List<SourceRow> unit) {
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
        Recorded recorded = quotas.put(batch.caseRef(), row.number(),
                new Quota(participant.orElseThrow().id(), measure, window, amount.orElseThrow()));
        if (recorded instanceof Recorded.Waits waits) {
            row.notice("amount",
                    "The window meets %s: the change waits for approval as quota correction %s.".formatted(
                            waits.meets(), waits.proposal()),
                    "Somebody else approves it in the inbox; until then the quota stays as it was.");
        }
        return RowTargets.outcome(closedPeriods.noticed(recorded, row, "amount", window), row,
                row.text("participant") + ", " + measure + " from " + from.orElseThrow());
    }

    @Override
    public void finished(ImportBatchId batch) {
        quotas.submit(batch.caseRef());
    }

    /** A file whose changes were rejected may ask for them again. */
    @Override
    public boolean standsFor(ImportBatchId batch) {
        return quotas.from(batch.caseRef()).map(QuotaProposal::state)
                .filter(QuotaProposalState.REJECTED::equals).isEmpty();
    }
}
