package io.attain.payable;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

import io.attain.plan.language.Payment;
import io.attain.shared.Money;

/**
 * What an event earned in a component, on its way to being paid.
 *
 * @param key      names its first line among all that were ever earned
 * @param amount   of its line and what corrected it; negative for what is taken back; such a line has the event, the cash and the booked amount of its
 *                 original, so that nothing is taken back of what was never payable
 * @param earnedOn the date of the event
 * @param since    the date of what holdbacks count from when booking makes it payable: of a line that is taken back, its
 *                 original's
 * @param booked   what the event came to
 * @param returned what was returned of it, above zero each: there is so much less to be collected
 * @param cash     the invoices or collections of the event, whichever the terms look at
 */
public record Earning(String key, String component, Money amount, Payment terms, LocalDate earnedOn, LocalDate since,
        Money booked, List<Cash> returned, List<Cash> cash) {

    /** A line of an event of which nothing was returned. */
    public Earning(String key, String component, Money amount, Payment terms, LocalDate earnedOn, Money booked,
            List<Cash> cash) {
        this(key, component, amount, terms, earnedOn, earnedOn, booked, List.of(), cash);
    }

    public Earning {
        returned = returned.stream().sorted(Comparator.comparing(Cash::on)).toList();
        cash = cash.stream().sorted(Comparator.comparing(Cash::on)).toList();
    }

    /** What no event brought, such as a bonus: nothing is invoiced or collected for it, but it can be held back. */
    public static Earning ofNoEvent(String key, String component, Money amount, Payment terms, LocalDate earnedOn) {
        return new Earning(key, component, amount,
                new Payment(Payment.On.BOOKING, terms.holdback(), terms.clawback()), earnedOn, amount, List.of());
    }

    /** What waits for nothing, whatever the terms: it comes of neither a booking nor the return of one. */
    public static Earning atOnce(String key, String component, Money amount, LocalDate earnedOn) {
        return new Earning(key, component, amount, Payment.AT_ONCE, earnedOn, amount, List.of());
    }
}
