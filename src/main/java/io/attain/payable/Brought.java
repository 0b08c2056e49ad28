package io.attain.payable;

import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import io.attain.ledger.Balance;
import io.attain.shared.Money;

/**
 * What a period brings to one participant in one currency, before pay is settled.
 *
 * @param uncollected what more waits for invoice or cash than before; of any sign
 * @param heldBack    what more is kept back than before; of any sign
 */
record Brought(Money earned, Money corrected, Money uncollected, Money heldBack) {

    static Brought nothing(Currency currency) {
        Money zero = Money.zero(currency);
        return new Brought(zero, zero, zero, zero);
    }

    /**
     * By currency.
     *
     * @param wereUncollected balances before the period
     * @param wereHeldBack    balances before the period
     */
    static SortedMap<Currency, Brought> byCurrency(Collection<Money> earned, Collection<Money> corrected,
            List<Waits> waits, Collection<Balance> wereUncollected, Collection<Balance> wereHeldBack) {
        SortedMap<Currency, Brought> brought = new TreeMap<>(Comparator.comparing(Currency::getCurrencyCode));
        earned.forEach(amount -> add(brought, new Brought(amount, zero(amount), zero(amount), zero(amount))));
        corrected.forEach(amount -> add(brought, new Brought(zero(amount), amount, zero(amount), zero(amount))));
        waits.forEach(one -> add(brought, new Brought(zero(one.amount()), zero(one.amount()),
                one.position().uncollected(), one.position().heldBack())));
        wereUncollected.stream().map(Balance::amount).forEach(
                amount -> add(brought, new Brought(zero(amount), zero(amount), amount.negate(), zero(amount))));
        wereHeldBack.stream().map(Balance::amount).forEach(
                amount -> add(brought, new Brought(zero(amount), zero(amount), zero(amount), amount.negate())));
        return brought;
    }

    private static Money zero(Money like) {
        return Money.zero(like.currency());
    }

    private static void add(SortedMap<Currency, Brought> brought, Brought more) {
        brought.merge(more.earned.currency(), more, Brought::plus);
    }

    private Brought plus(Brought more) {
        return new Brought(earned.plus(more.earned), corrected.plus(more.corrected),
                uncollected.plus(more.uncollected), heldBack.plus(more.heldBack));
    }

    boolean isNothing() {
        return earned.isZero() && corrected.isZero() && uncollected.isZero() && heldBack.isZero();
    }

    Exchange into(Currency to, PayRates rates) {
        return new Exchange(earned, corrected, uncollected, heldBack, to, rates.of(earned.currency(), to));
    }
}
