package io.attain.statement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.calculation.Explanation;
import io.attain.calculation.Explanations;
import io.attain.calculation.explanation.Fact;
import io.attain.ledger.Ledger;
import io.attain.ledger.PostedEntry;
import io.attain.ledger.TransferKind;
import io.attain.participant.ParticipantId;
import io.attain.payable.Payables;
import io.attain.payable.Position;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.shared.Money;

/** Why a line of a statement is what it is, from the sales event to the ledger. */
@Service
public class LineExplanations {

    /** The way of the money. */
    private static final List<TransferKind> ORDER = List.of(TransferKind.ACCRUAL, TransferKind.COLLECTION,
            TransferKind.HOLDBACK, TransferKind.EXCHANGE, TransferKind.HOLD, TransferKind.PAYABLE, TransferKind.SENT,
            TransferKind.PAID);

    private final Statements statements;
    private final Explanations explanations;
    private final Payables payables;
    private final Ledger ledger;
    private final Periods periods;

    LineExplanations(Statements statements, Explanations explanations, Payables payables, Ledger ledger,
            Periods periods) {
        this.statements = statements;
        this.explanations = explanations;
        this.payables = payables;
        this.ledger = ledger;
        this.periods = periods;
    }

    /**
     * @return nothing where the statement has no such line
     * @throws io.attain.shared.Refused when the line cannot be derived to the amount that is stored
     */
    @Transactional(readOnly = true)
    public Optional<Explanation> explain(ParticipantId participant, PeriodId periodId, int lineNo) {
        Period period = periods.get(periodId);
        return statements.view(participant, periodId)
                .filter(statement -> statement.lines().stream().anyMatch(line -> line.lineNo() == lineNo))
                .map(statement -> {
                    Explanation explanation = statement.run()
                            .map(run -> explanations.explain(run, participant, lineNo))
                            .orElseGet(() -> explanations.explainPreview(periodId, participant, lineNo));
                    List<Fact> facts = new ArrayList<>(explanation.facts());
                    facts.addAll(pay(explanation, period, statement.run().isPresent()));
                    return new Explanation(explanation.line(), facts);
                });
    }

    private List<Fact> pay(Explanation explanation, Period period, boolean published) {
        List<Fact> facts = new ArrayList<>();
        Position position = payables.position(explanation.line(), period);
        boolean waits = !position.uncollected().isZero() || !position.heldBack().isZero();
        if (waits) {
            facts.add(new Fact.Stands(position.payable(), position.uncollected(), position.heldBack()));
        }
        if (!published) {
            return facts;
        }
        List<PostedEntry> entries = ledger.entriesOf(explanation.line().participant(), period.id()).stream()
                .filter(entry -> entry.amount().isNegative())
                .sorted(Comparator.comparing((PostedEntry entry) -> ORDER.indexOf(entry.kind()))).toList();
        for (PostedEntry entry : entries) {
            Money credited = entry.amount().negate();
            if (isOfLines(entry.kind(), waits)) {
                facts.add(new Fact.Posted(entry.kind().name(), entry.account().type().name(), credited));
            } else if (entry.kind() == TransferKind.HOLD) {
                facts.add(new Fact.Holds(credited, entry.cause()));
            }
        }
        return facts;
    }

    private static boolean isOfLines(TransferKind kind, boolean waits) {
        return switch (kind) {
            case ACCRUAL, EXCHANGE, PAYABLE, SENT, PAID -> true;
            case COLLECTION, HOLDBACK -> waits;
            case ADJUSTMENT, PRIOR_PERIOD, HOLD, RELEASE, DRAW, RECOVERY, CLAWBACK, BOUNCED, REVERSAL -> false;
        };
    }
}
