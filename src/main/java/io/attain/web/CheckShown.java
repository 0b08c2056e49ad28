package io.attain.web;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;

import io.attain.calculation.Check;
import io.attain.calculation.Run;
import io.attain.shared.Money;

/** A check of a run as people read it: sums as money where the run has one currency, everything else as a count. */
record CheckShown(String name, boolean ok, String left, String right) {

    static CheckShown of(Check check, Run run, Figures figures) {
        Optional<Currency> one = run.totals().size() == 1
                ? run.totals().keySet().stream().findFirst()
                : Optional.empty();
        return new CheckShown(check.name() + (check.money() && one.isEmpty() ? ", in minor units" : ""), check.ok(),
                side(check, check.left(), one, figures), side(check, check.right(), one, figures));
    }

    private static String side(Check check, String number, Optional<Currency> currency,
            Figures figures) {
        BigDecimal value = new BigDecimal(number);
        return check.money() && currency.isPresent()
                ? figures.money(Money.ofMinor(value.longValueExact(), currency.get()))
                : figures.count(value.longValueExact());
    }
}
