package io.attain.calculation.engine;

import java.time.LocalDate;
import java.util.Currency;

import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.PlanReader;
import io.attain.shared.DateRange;

/** Plans in a line. */
final class PlanFixtures {

    static final Currency USD = Currency.getInstance("USD");
    static final DateRange ALWAYS = DateRange.since(LocalDate.of(2017, 1, 1));

    private PlanFixtures() {}

    /** A plan in US dollars with one component, {@code commission}, that pays in this way over the period. */
    static PlanDefinition plan(String pay) {
        return plan(pay, "period");
    }

    static PlanDefinition plan(String pay, String window) {
        return switch (PlanReader.read("""
				{"language": "attain/1", "id": "example", "name": "Example", "currency": "USD", "calendar": "quarters",
				 "effective": {"from": "2017-01-01"},
				 "components": [{"id": "commission", "name": "Commission", "window": "%s", "pay": %s}]}"""
                .formatted(window, pay))) {
            case PlanReader.Readable readable -> readable.definition();
            case PlanReader.Unreadable unreadable -> throw new AssertionError(unreadable.findings());
        };
    }
}
