package io.attain.crediting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;

import io.attain.participant.ParticipantId;
import io.attain.sales.EventKey;
import io.attain.sales.EventKind;
import io.attain.shared.Money;

/** How a credit is read. */
final class CreditRows {

    static final String COLUMNS = """
			select id, source, external_id, revision, split_version, event_date, participant_id, role, share, amount_minor,
			       currency, product, account
			""";

    /** The canonical order; everything that depends on order uses this one. */
    static final String ORDER = """
			 order by event_date, source collate "C", external_id collate "C", role collate "C", participant_id collate "C", id
			""";

    private CreditRows() {}

    static Credit credit(ResultSet row, int number) throws SQLException {
        Money amount = Money.ofMinor(row.getLong("amount_minor"), Currency.getInstance(row.getString("currency")));
        return new Credit(new CreditId(row.getLong("id")),
                new EventKey(row.getString("source"), row.getString("external_id")), EventKind.BOOKING,
                row.getInt("revision"), row.getInt("split_version"), row.getObject("event_date", LocalDate.class),
                new ParticipantId(row.getString("participant_id")), CreditRole.valueOf(row.getString("role")),
                row.getBigDecimal("share"), amount, amount, Optional.empty(), 0, Credit.ONE, row.getString("product"),
                Optional.ofNullable(row.getString("account")), Map.of(), Optional.empty(), "");
    }
}
