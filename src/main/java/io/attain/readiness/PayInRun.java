package io.attain.readiness;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;

import io.attain.shared.Money;

/** Reads amounts beside their currency. */
final class PayInRun {

    private PayInRun() {}

    static Money money(ResultSet row, String column) throws SQLException {
        return Money.ofMinor(row.getLong(column), Currency.getInstance(row.getString("currency")));
    }
}
