package io.attain.crediting;

import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.attain.participant.ParticipantId;
import io.attain.sales.EventKey;
import io.attain.sales.EventKind;
import io.attain.shared.Money;

/** How a credit is read. */
final class CreditRows {

    static final String COLUMNS = """
			select id, source, external_id, kind, revision, split_version, event_date, participant_id, role, share,
			       original_minor, original_currency, amount_minor, currency, margin_minor, quantity, count_millionths,
			       product, account, attributes, origin_source, origin_id, origin_kind, origin_date, rule
			""";

    /** The canonical order; everything that depends on order uses this one. */
    static final String ORDER = """
			 order by event_date, source collate "C", external_id collate "C", role collate "C", participant_id collate "C", id
			""";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};

    private CreditRows() {}

    static Credit credit(ResultSet row, int number) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        long margin = row.getLong("margin_minor");
        Optional<Money> ofMargin = row.wasNull() ? Optional.empty() : Optional.of(Money.ofMinor(margin, currency));
        String origin = row.getString("origin_id");
        return new Credit(new CreditId(row.getLong("id")),
                new EventKey(row.getString("source"), row.getString("external_id")),
                EventKind.valueOf(row.getString("kind")), row.getInt("revision"), row.getInt("split_version"),
                row.getObject("event_date", LocalDate.class), new ParticipantId(row.getString("participant_id")),
                CreditRole.valueOf(row.getString("role")), row.getBigDecimal("share"),
                Money.ofMinor(row.getLong("original_minor"), Currency.getInstance(row.getString("original_currency"))),
                Money.ofMinor(row.getLong("amount_minor"), currency), ofMargin, row.getLong("quantity"),
                row.getLong("count_millionths"), row.getString("product"),
                Optional.ofNullable(row.getString("account")), attributes(row.getString("attributes")),
                origin == null
                        ? Optional.empty()
                        : Optional.of(new Credit.Origin(new EventKey(row.getString("origin_source"), origin),
                                EventKind.valueOf(row.getString("origin_kind")),
                                row.getObject("origin_date", LocalDate.class))),
                row.getString("rule"));
    }

    static String json(Map<String, String> attributes) {
        try {
            return JSON.writeValueAsString(attributes);
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Map<String, String> attributes(@Nullable String json) {
        if (json == null) {
            return Map.of();
        }
        try {
            return JSON.readValue(json, FIELDS);
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
