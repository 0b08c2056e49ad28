package io.attain.ledger;

import io.attain.shared.Money;

/**
 * The balance of an account in one currency.
 *
 * @param amount in the account's natural direction, see {@link AccountType}
 */
public record Balance(Account account, Money amount) {}
