package io.attain.year;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A version of a plan in the terms of those who agreed it. {@link PlanPaper} writes it down in the plan language. */
record PlanTerms(String id, String name, String currency, LocalDate from, List<Part> parts, Optional<DrawTerms> draw) {

    /**
     * One way to earn.
     *
     * @param roles      whose credits count: direct, split, rollup
     * @param yearToDate whether the measure adds up over the year, else over the month
     */
    record Part(String id, Set<String> roles, boolean yearToDate, Pay pay, Payment payment, int clawbackDays) {}

    sealed interface Pay {

        /** A rate by product, times a factor by attainment; each slice of the measure at its own factor. */
        record Accelerated(Map<String, BigDecimal> rates, BigDecimal otherwise, List<Step> factors) implements Pay {}

        /** The rate of the highest step that the measure reached, on all of it. */
        record Reached(List<Step> rates) implements Pay {}
    }

    /** What holds from an attainment or a measure on. */
    record Step(BigDecimal from, BigDecimal value) {}

    /**
     * When it is paid.
     *
     * @param onCash   as the cash comes in, else at once
     * @param heldBack the part kept back, for some days
     */
    record Payment(boolean onCash, BigDecimal heldBack, int days) {

        static final Payment AT_ONCE = new Payment(false, BigDecimal.ZERO, 0);
    }

    /**
     * A draw or a guarantee, a month.
     *
     * @param ramp       factors by month of tenure, 1 afterwards
     * @param months     of tenure for which it is given; 0 for good
     * @param atMost     the part of the excess over the draw that recovery takes
     * @param afterMonth recovery begins after this month of tenure
     */
    record DrawTerms(boolean recoverable, BigDecimal amount, List<BigDecimal> ramp, int months, BigDecimal atMost,
            int afterMonth) {}
}
