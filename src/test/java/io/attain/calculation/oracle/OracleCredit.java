package io.attain.calculation.oracle;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

import io.attain.plan.language.CreditSelection;
import io.attain.plan.language.EventKind;

/**
 * A credit. Money is in major units.
 *
 * @param share    the part of the event, above 0 and at most 1
 * @param original of a return: the index of what it returns; a return's amount and quantity are negative
 */
public record OracleCredit(LocalDate on, CreditSelection.Role role, EventKind kind, BigDecimal amount,
        BigDecimal margin, BigDecimal quantity, BigDecimal share, Optional<Integer> original,
        Optional<LocalDate> customerSince, Map<String, String> fields) {

    boolean isReturn() {
        return original.isPresent();
    }
}
