package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.attain.plan.language.Clawback;
import io.attain.plan.language.Matrix;
import io.attain.plan.language.Measure;
import io.attain.plan.language.Text;

/**
 * One step from a credit, or from a window, to the amount of a line. Every figure is exact, or cut at 34 digits where it
 * is a quotient, and in major units: money in the currency of the plan, what is counted in wholes.
 */
public sealed interface DerivationStep {

    /** What the line stands at after this step, computed from nothing but what the step shows; it begins at nothing. */
    default BigDecimal after(BigDecimal standing) {
        return standing;
    }

    /** What is counted. */
    enum Counting {
        AMOUNT, MARGIN, AMOUNT_LESS_COMMISSION_BELOW, QUANTITY, COUNT, DISTINCT, ATTRIBUTE, POINTS;

        public boolean isMoney() {
            return this == AMOUNT || this == MARGIN || this == AMOUNT_LESS_COMMISSION_BELOW;
        }

        static Counting of(Measure measure) {
            return switch (measure) {
                case Measure.Amount amount -> AMOUNT;
                case Measure.Margin margin -> MARGIN;
                case Measure.AmountLessCommissionBelow less -> AMOUNT_LESS_COMMISSION_BELOW;
                case Measure.Quantity quantity -> QUANTITY;
                case Measure.Count count -> COUNT;
                case Measure.Distinct distinct -> DISTINCT;
                case Measure.Attribute attribute -> ATTRIBUTE;
                case Measure.Points points -> POINTS;
            };
        }
    }

    /** What a credit counts where each stands alone. */
    record Alone(Counting what, BigDecimal counted) implements DerivationStep {}

    /** Where the measure of the window stood before a credit and stands after it. */
    record Counted(Counting what, BigDecimal before, BigDecimal counted, BigDecimal after) implements DerivationStep {}

    /** What the whole window came to. */
    record WholeWindow(Counting what, BigDecimal measure) implements DerivationStep {}

    /** Measure ÷ quota. */
    record Attained(Counting what, BigDecimal measure, BigDecimal quota,
            BigDecimal attainment) implements DerivationStep {}

    /**
     * A rate, or an amount per unit, of the plan.
     *
     * @param row  of the table, from 1; 0 for anything else, -1 where there is no table
     * @param when what the row asks for
     */
    record LookedUp(int row, Map<String, String> when, BigDecimal rate, boolean perUnit) implements DerivationStep {

        public LookedUp {
            when = Collections.unmodifiableMap(new TreeMap<>(when));
        }
    }

    /**
     * A tier and what it pays.
     *
     * @param number from 1
     * @param of     how many there are
     * @param base   the looked-up rate, where the tier has a factor on it
     */
    record AtTier(int number, int of, boolean onAttainment, BigDecimal from, Optional<BigDecimal> base,
            Optional<BigDecimal> factor, BigDecimal rate) {}

    /** The part of a credit within one tier; signed like the credit. */
    record Sliced(Counting what, BigDecimal part, AtTier tier, BigDecimal exact) implements DerivationStep {

        @Override
        public BigDecimal after(BigDecimal standing) {
            return standing.add(part.multiply(tier.rate()));
        }
    }

    /** The tier that the whole window reached pays on all of a credit. */
    record WholeAtTier(Counting what, BigDecimal counted, AtTier tier, BigDecimal exact) implements DerivationStep {

        @Override
        public BigDecimal after(BigDecimal standing) {
            return standing.add(counted.multiply(tier.rate()));
        }
    }

    /** @param replaces whether it is paid instead of lower steps */
    record StepReached(Counting what, boolean onAttainment, BigDecimal from, boolean moreThan, BigDecimal amount,
            boolean replaces) implements DerivationStep {

        @Override
        public BigDecimal after(BigDecimal standing) {
            return replaces ? amount : standing.add(amount);
        }
    }

    /** The lowest step is not reached. */
    record NoStepReached(Counting what, boolean onAttainment, BigDecimal from) implements DerivationStep {}

    record OnCurve(Optional<BigDecimal> attainment, BigDecimal share, BigDecimal target) implements DerivationStep {

        @Override
        public BigDecimal after(BigDecimal standing) {
            return share.multiply(target);
        }
    }

    /** @param actual none where the figure was never read */
    record Scored(Text name, BigDecimal weight, Optional<BigDecimal> actual, BigDecimal score) {}

    /** Σ weight × score, at most the cap, × target. */
    record ScoreCard(List<Scored> scores, Optional<BigDecimal> cap, BigDecimal total,
            BigDecimal target) implements DerivationStep {

        public ScoreCard {
            scores = List.copyOf(scores);
        }

        @Override
        public BigDecimal after(BigDecimal standing) {
            BigDecimal sum = scores.stream().map(one -> one.weight().multiply(one.score())).reduce(BigDecimal.ZERO,
                    BigDecimal::add);
            return cap.map(sum::min).orElse(sum).multiply(target);
        }
    }

    /**
     * A cell of a matrix.
     *
     * @param row    from 1; 0 below the first, where nothing is paid
     * @param column likewise
     * @param base   the measure of the credit, or the target; 1 where the cell is an amount
     */
    record CellRead(Optional<BigDecimal> rowFigure, int row, Optional<BigDecimal> columnFigure, int column,
            BigDecimal cell, Matrix.Pays pays, BigDecimal base) implements DerivationStep {

        @Override
        public BigDecimal after(BigDecimal standing) {
            return cell.multiply(base);
        }
    }

    /** @param value empty where there is none */
    record Figure(String name, String value) {}

    /** @param result none where a figure is missing; nothing is paid then */
    record Computed(String formula, List<Figure> figures, Optional<BigDecimal> result) implements DerivationStep {

        public Computed {
            figures = List.copyOf(figures);
        }

        @Override
        public BigDecimal after(BigDecimal standing) {
            return result.orElse(BigDecimal.ZERO);
        }
    }

    /**
     * @param place  from 1; 0 for who is not ranked
     * @param tied   how many are on it
     * @param prizes of the places they occupy, together
     */
    record Ranked(Counting what, BigDecimal measure, int place, int tied, int ranked, BigDecimal prizes,
            BigDecimal share) implements DerivationStep {

        @Override
        public BigDecimal after(BigDecimal standing) {
            return share;
        }
    }

    /** @param share of the fund by weight ÷ weights, allocated without losing a cent */
    record Pooled(BigDecimal fund, BigDecimal weight, BigDecimal weights, int members,
            BigDecimal share) implements DerivationStep {

        @Override
        public BigDecimal after(BigDecimal standing) {
            return share;
        }
    }

    /** @param reached none where a figure is missing; the factor is 1 then */
    record MultipliedByFigure(String formula, List<Figure> figures, Optional<BigDecimal> reached,
            BigDecimal factor) implements DerivationStep {

        public MultipliedByFigure {
            figures = List.copyOf(figures);
        }

        @Override
        public BigDecimal after(BigDecimal standing) {
            return standing.multiply(factor);
        }
    }

    /** @param row as in {@link LookedUp} */
    record MultipliedByField(int row, Map<String, String> when, BigDecimal factor) implements DerivationStep {

        public MultipliedByField {
            when = Collections.unmodifiableMap(new TreeMap<>(when));
        }

        @Override
        public BigDecimal after(BigDecimal standing) {
            return standing.multiply(factor);
        }
    }

    /** @param factor 1 where the gate passed, else what the plan pays all the same */
    record Gated(String formula, List<Figure> figures, boolean passed, BigDecimal factor) implements DerivationStep {

        public Gated {
            figures = List.copyOf(figures);
        }

        @Override
        public BigDecimal after(BigDecimal standing) {
            return standing.multiply(factor);
        }
    }

    /** The one rounding of a line, half-up. */
    record Rounded(BigDecimal exact, BigDecimal amount) implements DerivationStep {

        @Override
        public BigDecimal after(BigDecimal standing) {
            return standing.setScale(amount.scale(), RoundingMode.HALF_UP);
        }
    }

    /** @param limit of the whole line, component, plan or budget */
    record Cut(Lines.CutBy by, BigDecimal limit, BigDecimal from, BigDecimal amount) implements DerivationStep {

        @Override
        public BigDecimal after(BigDecimal standing) {
            return standing.subtract(from.subtract(amount));
        }
    }

    /** What earlier periods of the window paid for the same. */
    record LessEarlier(BigDecimal earlier) implements DerivationStep {

        @Override
        public BigDecimal after(BigDecimal standing) {
            return standing.subtract(earlier);
        }
    }

    /** What was paid for a step is not taken back. */
    record NotTakenBack() implements DerivationStep {

        @Override
        public BigDecimal after(BigDecimal standing) {
            return standing.max(BigDecimal.ZERO);
        }
    }

    /**
     * A return takes of what its original kept the part that came back.
     *
     * @param kept           by the original, after all cuts
     * @param whole          what the original came to, in money, above zero
     * @param returnedBefore of it by earlier returns
     * @param returnedNow    with this one
     * @param unservedDays   where the plan takes the part of the term not served
     * @param termDays       likewise
     * @param earlier        what this return took in earlier periods, as a negative amount
     */
    record TakenBack(Clawback.Takes takes, BigDecimal kept, BigDecimal whole, BigDecimal returnedBefore,
            BigDecimal returnedNow, Optional<Long> unservedDays, Optional<Long> termDays,
            BigDecimal earlier) implements DerivationStep {

        @Override
        public BigDecimal after(BigDecimal standing) {
            int digits = kept.scale();
            if (unservedDays.isPresent() && termDays.isPresent()) {
                BigDecimal taken = termDays.get() == 0
                        ? BigDecimal.ZERO
                        : kept.multiply(returnedNow.subtract(returnedBefore))
                                .multiply(BigDecimal.valueOf(unservedDays.get()))
                                .divide(whole.multiply(BigDecimal.valueOf(termDays.get())), digits,
                                        RoundingMode.HALF_UP);
                return taken.negate().subtract(earlier);
            }
            return part(returnedBefore, digits).subtract(part(returnedNow, digits)).subtract(earlier);
        }

        private BigDecimal part(BigDecimal returned, int digits) {
            return kept.multiply(returned).divide(whole, digits, RoundingMode.HALF_UP);
        }
    }

    /** The window computed again with what is left of the original. */
    record ComputedAgain(Counting what, BigDecimal before, BigDecimal left, BigDecimal without,
            BigDecimal with) implements DerivationStep {

        @Override
        public BigDecimal after(BigDecimal standing) {
            return with.subtract(without);
        }
    }

    /** @param days since the original; more than the plan's clawback window */
    record TooLate(long days, int window) implements DerivationStep {}

    /** @param held whether the floor holds: the gate passed, or it is guaranteed */
    record ToFloor(BigDecimal limit, BigDecimal without, boolean held,
            BigDecimal earlier) implements DerivationStep {

        @Override
        public BigDecimal after(BigDecimal standing) {
            BigDecimal missing = held ? limit.subtract(without).max(BigDecimal.ZERO) : BigDecimal.ZERO;
            return missing.subtract(earlier);
        }
    }

    /** @param cut what was already cut of this period's lines */
    record OverCap(BigDecimal window, BigDecimal limit, BigDecimal cut) implements DerivationStep {

        @Override
        public BigDecimal after(BigDecimal standing) {
            return limit.subtract(window).add(cut);
        }
    }

    /** The version now in force pays nothing for the window: what was paid for it is taken back. */
    record NoLongerPaid(BigDecimal earlier) implements DerivationStep {

        @Override
        public BigDecimal after(BigDecimal standing) {
            return earlier.negate();
        }
    }
}
