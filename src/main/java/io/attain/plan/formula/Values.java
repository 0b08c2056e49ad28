package io.attain.plan.formula;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/** The values behind the names of a scope, for one credit or one window. */
public interface Values {

    /** None where there is none: arithmetic with it has no result, and every comparison with it is false. */
    Optional<BigDecimal> number(String name);

    /** Empty where there is none. */
    String text(String name);

    Optional<LocalDate> date(String name);

    /** Of another component, or of a key figure: {@code attainment("pipeline")}, {@code kpi("csat")}. */
    Optional<BigDecimal> number(String function, String argument);
}
