package io.attain.reopening;

import io.attain.period.PeriodId;

/** Port: the processes that ask for the second name and that wait to pay. Called within the caller's transaction. */
public interface ReopeningWorkflow {

    /** Somebody asked: a second person is to decide. */
    void asked(ReopeningId id);

    /** The request came to nothing: the payout of the period goes on. */
    void cameToNothing(PeriodId period);

    /** The lock is undone: what waited to pay the period ends. */
    void undone(PeriodId period);
}
