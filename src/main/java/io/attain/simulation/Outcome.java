package io.attain.simulation;

import java.util.List;
import java.util.Optional;

import io.attain.calculation.engine.Lines;
import io.attain.calculation.explanation.Fact;
import io.attain.crediting.Credit;
import io.attain.participant.ParticipantId;
import io.attain.payable.Balances;
import io.attain.payable.Movement;
import io.attain.plan.language.Component;
import io.attain.shared.DateRange;
import io.attain.shared.Money;
import io.attain.shared.Sha256;

/**
 * What a simulation comes to.
 *
 * @param input  digest of the scenario as it came
 * @param result digest of the periods without explanations; the same for any number of threads
 */
public record Outcome(List<PeriodOutcome> periods, boolean explain, Sha256 input, Sha256 result) {

    /** What everyone comes to in one period, by participant id. */
    public record PeriodOutcome(DateRange days, List<PersonOutcome> people) {}

    /**
     * What one participant comes to.
     *
     * @param problem    why nothing can be computed, if so
     * @param credits    of events in the period
     * @param total      Σ lines in the pay currency
     * @param payable    what became payable in the period
     * @param uncollected by how much more waits for an invoice or cash
     * @param heldBack   by how much more is kept back
     */
    public record PersonOutcome(ParticipantId participant, Optional<String> problem, List<Credit> credits,
            List<Line> lines, List<Part> parts, Money total, Money payable, Money uncollected, Money heldBack,
            List<Movement> movements, Money paid, Balances balances) {}

    /**
     * A line.
     *
     * @param ofPeriod    the earlier period that it corrects; empty for a line of the period itself
     * @param uncut       the amount before caps and the budget
     * @param explanation nothing where nobody asked for it
     */
    public record Line(String plan, Component component, Optional<Credit> credit, Lines.Kind kind, long measureBefore,
            Money amount, Money uncut, Optional<DateRange> ofPeriod, List<Fact> explanation) {

        boolean isMoney() {
            return component.measure().isMoney();
        }
    }

    /** A component's figures over its window; what it earned is in the plan's currency. */
    public record Part(String plan, Component component, long measure, long quota, long target, Money earned,
            Money before, Money cut) {}
}
