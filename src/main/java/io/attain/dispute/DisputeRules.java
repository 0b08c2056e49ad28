package io.attain.dispute;

import io.attain.period.PeriodState;

/** The tables that route disputes: who triages, who decides, what has to be approved. */
public interface DisputeRules {

    /**
     * What the tables look at.
     *
     * @param amountMinor the most that anyone's pay would move, in minor units of the currency the tables compare in;
     *                    {@link Long#MAX_VALUE} where the rate to it is not known, so that the strict rows take it
     * @param managers    how many different managers the parties have
     * @param others      how many others share the deal
     * @param answerable  how many of them can sign in to answer
     */
    record Circumstances(ClaimKind kind, ClaimReason about, long amountMinor, PeriodState period, int managers,
            int others, int answerable) {}

    /** Who decides. */
    enum Route {

        /** The manager of all. */
        MANAGER,
        /** Both managers; their common superior when they differ. */
        BOTH,
        /** The nearest common superior. */
        SUPERIOR, FINANCE_DIRECTOR
    }

    /**
     * @param mostOverride in percent of what its sharers earn on the deal: who earns more than that on it by override
     *                     does not decide about it
     */
    record Routing(Route route, int mostOverride) {}

    /** Who looks at a decision that moves money, before it takes effect. */
    record Checking(boolean review, boolean finance) {}

    boolean needsTriage(Circumstances circumstances);

    Routing routing(Circumstances circumstances);

    /** Whether the parties may settle it without a decider; the amount is what their agreement moves. */
    boolean mayAgree(Circumstances circumstances);

    /** The amount is what the decision moves, not what the claim would. */
    Checking checking(Circumstances circumstances);
}
