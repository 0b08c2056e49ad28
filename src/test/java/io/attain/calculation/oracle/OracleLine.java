package io.attain.calculation.oracle;

import java.math.BigDecimal;
import java.util.Optional;

/** @param credit the index of the credit, where the line has one */
public record OracleLine(String component, Optional<Integer> credit, BigDecimal amount) {

    OracleLine of(BigDecimal other) {
        return new OracleLine(component, credit, other);
    }
}
