package io.attain.expense;

import java.time.LocalDate;
import java.util.Optional;

import io.attain.plan.PlanId;
import io.attain.shared.Refused;

/**
 * Over how long a component's commissions bring benefit.
 *
 * @param from         sales from this day on
 * @param termMonths   the contract's term where the sale does not name one
 * @param termField    the attribute of a sale that names its term in months, such as {@code term_months}
 * @param lifeMonths   how long a customer stays, renewals included
 * @param commensurate whether renewals are paid for like the first sale: then this one bears its own term alone, else
 *                     the expected life
 * @param expedient    whether costs of no more than a year are expensed at once
 */
public record Policy(PlanId plan, String component, LocalDate from, int termMonths, Optional<String> termField,
        int lifeMonths, boolean commensurate, boolean expedient) {

    /** Twenty years. */
    private static final int LONGEST = 240;

    /** @throws Refused naming the field that makes no sense */
    public Policy {
        if (component.isBlank()) {
            throw new Refused("expense-component", "Name the component of the plan that the policy is for.");
        }
        refuseUnlessMonths("The contract's term", termMonths);
        refuseUnlessMonths("The expected life", lifeMonths);
        if (lifeMonths < termMonths) {
            throw new Refused("expense-life",
                    "The expected life (%d months) cannot be shorter than the contract's term (%d months)."
                            .formatted(lifeMonths, termMonths));
        }
    }

    private static void refuseUnlessMonths(String what, int months) {
        if (months < 1 || months > LONGEST) {
            throw new Refused("expense-months",
                    "%s is %d months; it must be between 1 and %d.".formatted(what, months, LONGEST));
        }
    }
}
