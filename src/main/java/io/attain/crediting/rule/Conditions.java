package io.attain.crediting.rule;

import java.util.function.Predicate;

import io.attain.sales.SalesEvent;

/** How the conditions of credit rules are read. */
@FunctionalInterface
public interface Conditions {

    /**
     * @throws io.attain.shared.Refused when the text is no condition
     */
    Predicate<SalesEvent> compile(String where);
}
