package io.attain.crediting;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import io.attain.participant.Participant;
import io.attain.participant.Participants;
import io.attain.period.PeriodId;
import io.attain.sales.EventKey;
import io.attain.sales.FileKind;
import io.attain.sales.ImportBatchId;
import io.attain.sales.RowChange;
import io.attain.sales.RowOutcome;
import io.attain.sales.RowProblem;
import io.attain.sales.RowTarget;
import io.attain.sales.SourceRow;
import io.attain.shared.Refused;

/** Splits from a file: the rows of one deal are one split set, in file order, and stand or fall together. */
@Component
class SplitRows implements RowTarget {

    private final Splits splits;
    private final Participants participants;

    SplitRows(Splits splits, Participants participants) {
        this.splits = splits;
        this.participants = participants;
    }

    @Override
    public FileKind kind() {
        return FileKind.SPLITS;
    }

    @Override
    public Object unit(SourceRow row) {
        return row.field("opportunity_id");
    }

    @Override
    public RowOutcome apply(ImportBatchId batch, String source, List<SourceRow> unit) {
        List<RowProblem> problems = new ArrayList<>();
        List<Share> shares = new ArrayList<>();
        SourceRow first = unit.getFirst();
        String deal = first.field("opportunity_id");
        if (deal.isEmpty() || deal.length() > 80 || !splits.isKnown(new EventKey(source, deal))) {
            reject(problems, first, "opportunity_id", "No such deal is known.", "Import the deal first, then replay.");
        }
        for (SourceRow row : unit) {
            Optional<Participant> participant = participants.byName(row.field("participant"));
            if (participant.isEmpty()) {
                reject(problems, row, "participant", "Nobody of this name is known.",
                        "Import the person with a people file, then replay the rejected rows.");
            }
            Optional<BigDecimal> percent = percent(row, column());
            if (percent.isEmpty()) {
                reject(problems, row, column(), "This is not a percentage above 0 and up to 100.",
                        "Write 33.33 for a third; the shares of a deal must total exactly 100.");
            }
            if (participant.isPresent() && percent.isPresent()) {
                shares.add(new Share(participant.get().id(), percent.get()));
            }
        }
        if (problems.isEmpty()) {
            try {
                check(shares);
            } catch (Refused refusal) {
                unit.forEach(
                        row -> reject(problems, row, column(), refusal.sentence(), "Correct the rows of this deal."));
            }
        }
        if (!problems.isEmpty()) {
            return new RowOutcome.Rejected(all(problems, unit));
        }
        return put(new EventKey(source, deal), shares, unit);
    }

    String column() {
        return "percent";
    }

    void check(List<Share> shares) {
        SplitSet.refuseUnlessWhole(shares);
    }

    RowOutcome put(EventKey event, List<Share> shares, List<SourceRow> unit) {
        Optional<SplitSet> before = splits.of(event);
        List<Share> inForce = splits.sharesOf(event);
        String cause = unit.getFirst().field("cause");
        splits.put(event, shares, cause.isEmpty() ? "imported" : cause);
        if (SplitSet.same(inForce, shares)) {
            return new RowOutcome.Unchanged(List.of());
        }
        List<RowProblem> notices = splits.lockedPeriodOf(event).map(period -> notice(unit.getFirst(), period)).stream()
                .toList();
        if (before.isEmpty()) {
            return new RowOutcome.Added(notices);
        }
        return new RowOutcome.Changed(List.of(
                new RowChange(unit.getFirst().number(), event.externalId(), "shares", shown(inForce), shown(shares))),
                notices);
    }

    private static Optional<BigDecimal> percent(SourceRow row, String column) {
        String text = row.field(column);
        if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,6})?")) {
            return Optional.empty();
        }
        BigDecimal percent = new BigDecimal(text);
        return percent.signum() > 0 && percent.compareTo(BigDecimal.valueOf(100)) <= 0
                ? Optional.of(percent)
                : Optional.empty();
    }

    /** Rows that are right themselves fall with the wrong ones, and say so. */
    private static List<RowProblem> all(List<RowProblem> problems, List<SourceRow> unit) {
        List<RowProblem> all = new ArrayList<>(problems);
        for (SourceRow row : unit) {
            if (problems.stream().noneMatch(problem -> problem.row() == row.number())) {
                reject(all, row, "", "Another row of this deal is rejected.", "Repair that one.");
            }
        }
        return all;
    }

    private static void reject(List<RowProblem> problems, SourceRow row, String field, String sentence, String remedy) {
        problems.add(new RowProblem(row.number(), field, field.isEmpty() ? "" : row.field(field), sentence, remedy,
                RowProblem.Severity.REJECTED));
    }

    private static RowProblem notice(SourceRow row, PeriodId period) {
        return new RowProblem(row.number(), "opportunity_id", row.field("opportunity_id"),
                "The period %s is locked: what was paid stays, the difference will be an adjustment.".formatted(period),
                "Nothing needs to be done to the file.", RowProblem.Severity.NOTICE);
    }

    static String shown(List<Share> shares) {
        return shares.stream().map(share -> share.participant() + " " + share.percent().toPlainString())
                .collect(Collectors.joining(", "));
    }
}
