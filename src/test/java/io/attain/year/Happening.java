package io.attain.year;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/** Something that happens to the sales force, as people would tell it. Amounts are in major units. */
sealed interface Happening {

    /** Someone joins. */
    record Hired(String name, String title, Optional<String> manager, String currency, LocalDate on)
            implements
                Happening {}

    /** Someone known has another title or manager from that day on. */
    record Moved(String name, String title, String manager, LocalDate on) implements Happening {}

    /** Someone leaves; {@code on} is the first day without him. */
    record Left(String name, LocalDate on) implements Happening {}

    /** Someone is in a plan; told again with an end when it is known. */
    record InPlan(String name, String plan, LocalDate from, Optional<LocalDate> to) implements Happening {}

    /** A version of a plan is agreed. */
    record Agreed(PlanTerms plan) implements Happening {}

    /** What someone is to sell in a month. */
    record Target(String name, YearMonth month, BigDecimal amount) implements Happening {}

    /** What one unit of a currency is worth from that day on. */
    record Rate(String from, String to, LocalDate on, BigDecimal rate) implements Happening {}

    /** A deal is booked. */
    record Sold(String id, LocalDate on, String seller, String product, BigDecimal amount, String currency)
            implements
                Happening {}

    /** Something of a deal comes back; the amount is above zero, in the currency of the deal. */
    record Returned(String id, LocalDate on, String deal, BigDecimal amount) implements Happening {}

    /** Cash comes in for a deal, in its currency; below zero when it goes back. */
    record Collected(String id, LocalDate on, String deal, BigDecimal amount) implements Happening {}

    /** A deal is shared; whoever hears of it later than of the deal corrects it. */
    record Shared(String deal, List<Part> parts) implements Happening {}

    /** A part of a deal, in per cent. */
    record Part(String name, BigDecimal percent) {}

    /** Finance corrects someone's pay of a month. */
    record Adjusted(String name, BigDecimal amount, String reason) implements Happening {}

    /** Someone claims a part of a deal of the month; the seller contests it, so it waits for the manager. */
    record Claimed(String deal, String claimant, List<Part> proposed) implements Happening {}

    /** The manager decides the claim about a deal. */
    record Decided(String deal, boolean upheld) implements Happening {}
}
