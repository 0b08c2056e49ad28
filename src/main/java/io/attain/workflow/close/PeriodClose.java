package io.attain.workflow.close;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.calculation.RunId;
import io.attain.period.PeriodId;
import io.attain.shared.Refused;

/** The close of a period as people start, follow and cancel it. The caller checks who may look. */
@Component
public class PeriodClose {

    /**
     * Calculates the open period with the code of the close and posts nothing.
     *
     * @throws Refused when the period is not open
     */
    public RunId dryRun(PeriodId period) {
        throw new Refused("not-yet", "The dry run is not available.");
    }

    /**
     * Starts the close; the signed-in comp admin is kept from signing it off.
     *
     * @throws Refused when the period is not the open one or is being closed already
     */
    public void start(PeriodId period) {
        throw new Refused("not-yet", "The close is not available.");
    }

    /** Where the period's latest close stands. */
    public CloseStatus status(PeriodId period) {
        return new CloseStatus(period, CloseStep.NOT_STARTED, 0, Optional.empty(), 0, 0, List.of(), Optional.empty(),
                List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    /**
     * Gives the close up and opens the period again; nothing was posted yet.
     *
     * @throws Refused when the period is already locked or no close is on its way
     */
    public void cancel(PeriodId period, String reason) {
        throw new Refused("not-yet", "The close is not available.");
    }
}
