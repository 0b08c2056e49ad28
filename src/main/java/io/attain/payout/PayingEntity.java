package io.attain.payout;

import java.util.Optional;

import io.attain.bank.Bic;
import io.attain.bank.Iban;

/**
 * How a legal entity pays its people.
 *
 * @param provider   whose payroll file its people are in, if they are paid by payroll
 * @param awaitsBank whether a payment counts as paid only once it is confirmed; otherwise the release counts
 * @param debtor     the account that direct payments are taken from
 */
public record PayingEntity(String legalEntity, PayRoute route, String provider, boolean awaitsBank,
        Optional<Debtor> debtor) {

    /** The company's account. */
    public record Debtor(String name, Iban iban, Optional<Bic> bic) {}

    /** An entity nobody has said anything about: the standard payroll file, paid with the release. */
    static PayingEntity standard(String legalEntity) {
        return new PayingEntity(legalEntity, PayRoute.PAYROLL, PayrollProvider.STANDARD, false, Optional.empty());
    }
}
