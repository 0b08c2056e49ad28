package io.attain.calculation.explanation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;

import io.attain.shared.Money;

/** How figures are written in sentences: for reading, a long one cut and marked so; the fact beside it has it whole. */
final class Written {

    private static final int MOST_DECIMALS = 6;

    private Written() {}

    static String money(Money money) {
        return money(money.toDecimal(), money.currency());
    }

    static String money(BigDecimal major, Currency currency) {
        BigDecimal stripped = major.stripTrailingZeros();
        BigDecimal shown = stripped.scale() < currency.getDefaultFractionDigits()
                ? major.setScale(currency.getDefaultFractionDigits(), RoundingMode.UNNECESSARY)
                : stripped;
        return number(shown) + " " + currency.getCurrencyCode();
    }

    static String number(BigDecimal number) {
        BigDecimal cut = number.scale() > MOST_DECIMALS ? number.setScale(MOST_DECIMALS, RoundingMode.DOWN) : number;
        String digits = String.format(Locale.ENGLISH, "%,." + Math.max(0, cut.scale()) + "f", cut);
        return cut.compareTo(number) == 0 ? digits : digits + "…";
    }

    /** Without zeros at its end. */
    static String plain(BigDecimal number) {
        return number(number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros());
    }

    static String percent(BigDecimal part) {
        BigDecimal percent = part.movePointRight(2);
        BigDecimal cut = percent.setScale(2, RoundingMode.DOWN);
        return plain(cut) + (cut.compareTo(percent) == 0 ? " %" : "… %");
    }
}
