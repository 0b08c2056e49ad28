package io.attain.calculation.oracle;

import java.math.BigDecimal;
import java.util.List;

import io.attain.plan.language.Component;
import io.attain.plan.language.EventKind;
import io.attain.plan.language.UncollectedDeduction;

/** Invoices take, collections give back. */
record OracleUncollected(UncollectedDeduction deduction) implements OraclePay {

    @Override
    public Awards pay(Component component, List<Counted> counted, OracleFigures figures) {
        return OraclePay.each(counted, one -> switch (one.credit().kind()) {
            case INVOICE -> one.units().multiply(deduction.rate().value()).negate();
            case COLLECTION -> one.units().multiply(deduction.rate().value());
            default -> BigDecimal.ZERO;
        });
    }
}
