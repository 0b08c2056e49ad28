package io.attain.readiness;

import java.util.List;
import java.util.Optional;

import io.attain.calculation.RunId;
import io.attain.period.Period;

/** One thing to look for before a period is closed. Looks at the data as it stands and changes nothing. */
interface CloseRule {

    /** What is found of one kind is cut off here: whoever has more to settle begins with these. */
    int MOST = 200;

    /**
     * One thing found.
     *
     * @param subject what it is about, one finding per subject and rule
     */
    record Found(String subject, String sentence, String remedy) {}

    /** The name under which waivers are kept; never changed. */
    String id();

    String title();

    Weight weight();

    /**
     * @param run the run of the close under way, for rules that look at results; others pay no heed to it
     * @return by subject, at most {@link #MOST}
     */
    List<Found> find(Period period, Optional<RunId> run);
}
