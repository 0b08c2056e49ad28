package io.attain.calculation.oracle;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What a pay function came to, exact and in major units.
 *
 * @param byCredit  by index of the credit
 * @param lump      what has no credit
 * @param perCredit whether it pays by credit
 */
record Awards(Map<Integer, BigDecimal> byCredit, BigDecimal lump, boolean perCredit) {

    static Awards lump(BigDecimal amount) {
        return new Awards(Map.of(), amount, false);
    }

    static Awards byCredit(Map<Integer, BigDecimal> amounts) {
        return new Awards(amounts, BigDecimal.ZERO, true);
    }
}
