package io.attain.split;

import java.util.Optional;

import io.attain.shared.Money;

/** What steers split requests; each call is part of the transaction it is made in. */
public interface SplitWorkflow {

    /** Whether a deal of this value is shared only if a manager says so; a deal of unknown value always is. */
    boolean managerDecides(Optional<Money> value);

    void opened(SplitRequestId id);

    /** The deal was won: the request is in force, or goes to the manager because the deal is worth more than was thought. */
    void booked(SplitRequestId id);

    void withdrawn(SplitRequestId id);

    /** Overtaken by what became of the deal, or by a newer agreement. */
    void overtaken(SplitRequestId id);
}
