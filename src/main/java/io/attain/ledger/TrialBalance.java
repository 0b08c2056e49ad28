package io.attain.ledger;

import java.util.Currency;
import java.util.List;

import io.attain.shared.Money;

/**
 * All accounts by type and currency.
 *
 * @param rows one per type of account and currency, in that order
 */
public record TrialBalance(List<Row> rows) {

    public TrialBalance {
        rows = List.copyOf(rows);
    }

    /**
     * The entries of one type of account in one currency.
     *
     * @param debits  not negative
     * @param credits not negative
     */
    public record Row(AccountType type, Money debits, Money credits) {

        public Money balance() {
            return type.growsByDebit() ? debits.minus(credits) : credits.minus(debits);
        }
    }

    /** Whether debits equal credits in every currency. Anything else is a defect or a manipulation. */
    public boolean balances() {
        return rows.stream().map(r -> r.debits().currency()).distinct().allMatch(this::balances);
    }

    private boolean balances(Currency currency) {
        return rows.stream()
                .filter(r -> r.debits().currency().equals(currency))
                .map(r -> r.debits().minus(r.credits()))
                .reduce(Money.zero(currency), Money::plus)
                .isZero();
    }
}
