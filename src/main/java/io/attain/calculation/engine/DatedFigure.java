package io.attain.calculation.engine;

import java.math.BigDecimal;

import io.attain.shared.DateRange;

/**
 * A quota or a target variable pay as it was agreed, over its own window.
 *
 * @param name   the quota's, such as {@code amount}; {@link #TARGET} for the target variable pay
 * @param window with an end
 * @param value  over the whole window, in major units of the currency or wholes of the measure
 */
public record DatedFigure(String name, DateRange window, BigDecimal value) {

    /** The name of the target variable pay among a participant's figures. */
    public static final String TARGET = "target";
}
