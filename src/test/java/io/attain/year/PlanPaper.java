package io.attain.year;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.attain.year.PlanTerms.DrawTerms;
import io.attain.year.PlanTerms.Pay;
import io.attain.year.PlanTerms.Payment;
import io.attain.year.PlanTerms.Step;

/** Plan terms in the plan language, as a comp admin would write them. */
final class PlanPaper {

    private PlanPaper() {}

    static String of(PlanTerms plan) {
        return """
                {"language": "attain/1", "id": "%s", "name": "%s", "currency": "%s", "calendar": "%s",
                 "effective": {"from": "%s"}, "components": [%s]%s}
                """.formatted(plan.id(), plan.name(), plan.currency(), Script.CALENDAR, plan.from(),
                plan.parts().stream().map(PlanPaper::component).collect(Collectors.joining(", ")),
                plan.draw().map(PlanPaper::draw).orElse(""));
    }

    private static String component(PlanTerms.Part part) {
        return """
                {"id": "%s", "name": "%s", "credits": {"roles": [%s]}, "measure": "amount", "window": "%s",
                 "pay": %s%s, "clawback": {"days": %d, "takes": "earned", "attainment": "stays"}}
                """.formatted(part.id(), part.id(),
                part.roles().stream().sorted().map(PlanPaper::quoted).collect(Collectors.joining(", ")),
                part.yearToDate() ? "year-to-date" : "period", pay(part.pay()), payment(part.payment()),
                part.clawbackDays());
    }

    private static String pay(Pay pay) {
        return switch (pay) {
            case Pay.Accelerated one when one.factors().isEmpty() && one.rates().isEmpty() ->
                "{\"type\": \"flat-rate\", \"rate\": %s}".formatted(quoted(one.otherwise()));
            case Pay.Accelerated one when one.factors().isEmpty() -> table(one);
            case Pay.Accelerated one ->
                "{\"type\": \"marginal-tiers\", \"on\": \"attainment\", \"base\": %s, \"tiers\": [%s]}"
                        .formatted(table(one), steps(one.factors(), "factor"));
            case Pay.Reached one -> "{\"type\": \"retroactive-tiers\", \"on\": \"measure\", \"tiers\": [%s]}"
                    .formatted(steps(one.rates(), "rate"));
        };
    }

    private static String table(Pay.Accelerated pay) {
        return "{\"type\": \"rate-table\", \"fields\": [\"product\"], \"rows\": [%s], \"otherwise\": %s}".formatted(
                pay.rates().entrySet().stream().sorted(Map.Entry.comparingByKey())
                        .map(row -> "{\"when\": {\"product\": %s}, \"rate\": %s}".formatted(quoted(row.getKey()),
                                quoted(row.getValue())))
                        .collect(Collectors.joining(", ")),
                quoted(pay.otherwise()));
    }

    private static String steps(List<Step> steps, String word) {
        return steps.stream().map(step -> "{\"from\": %s, \"%s\": %s}".formatted(quoted(step.from()), word,
                quoted(step.value()))).collect(Collectors.joining(", "));
    }

    private static String payment(Payment payment) {
        if (payment.equals(Payment.AT_ONCE)) {
            return "";
        }
        return ", \"payable\": {\"on\": \"%s\"%s}".formatted(payment.onCash() ? "collection" : "booking",
                payment.heldBack().signum() == 0
                        ? ""
                        : ", \"holdback\": {\"share\": %s, \"days\": %d}".formatted(quoted(payment.heldBack()),
                                payment.days()));
    }

    private static String draw(DrawTerms draw) {
        String ramp = draw.ramp().isEmpty()
                ? ""
                : ", \"ramp\": [%s]"
                        .formatted(draw.ramp().stream().map(PlanPaper::quoted).collect(Collectors.joining(", ")));
        String recovery = draw.recoverable()
                ? ", \"recovery\": {\"atMost\": %s, \"afterMonths\": %d}".formatted(quoted(draw.atMost()),
                        draw.afterMonth())
                : "";
        return ", \"pay\": {\"draw\": {\"type\": \"%s\", \"amount\": %s%s%s%s}}".formatted(
                draw.recoverable() ? "recoverable" : "non-recoverable", quoted(draw.amount()),
                draw.months() == 0 ? "" : ", \"months\": " + draw.months(), ramp, recovery);
    }

    private static String quoted(Object value) {
        return "\"" + (value instanceof BigDecimal number ? number.toPlainString() : value) + "\"";
    }
}
