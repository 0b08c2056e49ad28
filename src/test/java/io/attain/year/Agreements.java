package io.attain.year;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.attain.year.PlanTerms.DrawTerms;
import io.attain.year.PlanTerms.Part;
import io.attain.year.PlanTerms.Pay;
import io.attain.year.PlanTerms.Payment;
import io.attain.year.PlanTerms.Step;

/** The plans of the year. */
final class Agreements {

    private static final Set<String> SELLERS = Set.of("direct", "split");
    private static final LocalDate NEW_YEAR = LocalDate.of(2017, 1, 1);

    private Agreements() {}

    /** The product's rate, one and a half times from the quota on, twice from a quarter above it. */
    static PlanTerms field() {
        return plan(Script.FIELD, "USD", NEW_YEAR, accelerated("1.5", "1.25", "2"), 90);
    }

    /** From the middle of May on less for reaching the quota and more for going far beyond it. */
    static PlanTerms fieldFromMay() {
        return plan(Script.FIELD, "USD", LocalDate.of(2017, 5, 16), accelerated("1.35", "1.2", "2.25"), 90);
    }

    static PlanTerms emea() {
        return plan(Script.EMEA, "EUR", NEW_YEAR, accelerated("1.4", "1.3", "1.8"), 60);
    }

    /** Paid as the cash comes in; a tenth is kept back for sixty days. */
    static PlanTerms accounts() {
        return new PlanTerms(Script.ACCOUNTS, "Key accounts", "USD", NEW_YEAR,
                List.of(new Part("commission", SELLERS, false,
                        new Pay.Accelerated(Map.of("Anvil", rate("0.045"), "Bellows", rate("0.03")), rate("0.0375"),
                                List.of()),
                        new Payment(true, rate("0.1"), 60), 120)),
                Optional.empty());
    }

    /** Newcomers have a draw for five months, recovered by half of what exceeds it from the third month on. */
    static PlanTerms starters() {
        return new PlanTerms(Script.STARTERS, "New hires", "USD", NEW_YEAR, List.of(flat("0.03")),
                Optional.of(
                        new DrawTerms(true, rate("2500"), List.of(rate("1"), rate("1"), rate("0.5")), 5, rate("0.5"),
                                2)));
    }

    static PlanTerms retail() {
        return new PlanTerms(Script.RETAIL, "Retail", "USD", NEW_YEAR, List.of(flat("0.021")),
                Optional.of(new DrawTerms(false, rate("900"), List.of(), 0, BigDecimal.ONE, 0)));
    }

    /** An override on everything below, and a rate on the year so far that rises with it, from the first sale on. */
    static PlanTerms leaders() {
        return new PlanTerms(Script.LEADERS, "Leaders", "USD", NEW_YEAR, List.of(
                new Part("override", Set.of("rollup"), false,
                        new Pay.Accelerated(Map.of(), rate("0.004"), List.of()), Payment.AT_ONCE, 90),
                new Part("growth", Set.of("rollup"), true,
                        new Pay.Reached(List.of(step("0", "0.001"), step("600000", "0.0015"),
                                step("1200000", "0.00225"))),
                        Payment.AT_ONCE, 90)),
                Optional.empty());
    }

    private static PlanTerms plan(String id, String currency, LocalDate from, Pay pay, int clawbackDays) {
        return new PlanTerms(id, id, currency, from,
                List.of(new Part("commission", SELLERS, false, pay, Payment.AT_ONCE, clawbackDays)), Optional.empty());
    }

    private static Pay accelerated(String atQuota, String far, String beyond) {
        return new Pay.Accelerated(Map.of("Anvil", rate("0.05"), "Bellows", rate("0.0425")), rate("0.035"),
                List.of(step("0", "1"), step("1", atQuota), step(far, beyond)));
    }

    private static Part flat(String rate) {
        return new Part("commission", SELLERS, false, new Pay.Accelerated(Map.of(), rate(rate), List.of()),
                Payment.AT_ONCE, 90);
    }

    private static Step step(String from, String value) {
        return new Step(rate(from), rate(value));
    }

    private static BigDecimal rate(String text) {
        return new BigDecimal(text);
    }
}
