package io.attain.calculation.oracle;

import java.math.BigDecimal;

/**
 * A credit as a component counts it.
 *
 * @param before what the measure stood at
 * @param units  what it adds, in units of the measure; of a return what it takes away
 * @param paid   whether the pay function sees it; a return that only takes back what was earned is not seen
 */
record Counted(int index, OracleCredit credit, BigDecimal before, BigDecimal units, boolean paid) {

    BigDecimal after() {
        return before.add(units);
    }
}
