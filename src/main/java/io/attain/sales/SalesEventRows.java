package io.attain.sales;

import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.attain.participant.ParticipantId;
import io.attain.shared.Money;

/** How a sales event in force is read. */
final class SalesEventRows {

    static final String SELECT = """
			select source, external_id, revision, kind, event_date, seller_id, account, product, amount_minor, currency,
			       margin_minor, quantity, refers_source, refers_id, attributes, touches
			  from sales.event_in_force
			""";

    /** The canonical order. */
    static final String ORDER = """
			 order by event_date, source collate "C", external_id collate "C"
			""";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};
    private static final TypeReference<List<Map<String, String>>> ITEMS = new TypeReference<>() {};

    private SalesEventRows() {}

    static SalesEvent event(ResultSet row, int number) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        long margin = row.getLong("margin_minor");
        Optional<Money> ofMargin = row.wasNull() ? Optional.empty() : Optional.of(Money.ofMinor(margin, currency));
        String refersTo = row.getString("refers_id");
        return new SalesEvent(new EventKey(row.getString("source"), row.getString("external_id")),
                row.getInt("revision"), EventKind.valueOf(row.getString("kind")),
                row.getObject("event_date", LocalDate.class),
                Optional.ofNullable(row.getString("seller_id")).map(ParticipantId::new),
                Optional.ofNullable(row.getString("account")), row.getString("product"),
                Money.ofMinor(row.getLong("amount_minor"), currency), ofMargin, row.getLong("quantity"),
                read(row.getString("attributes"), FIELDS).orElse(Map.of()),
                refersTo == null
                        ? Optional.empty()
                        : Optional.of(new EventKey(row.getString("refers_source"), refersTo)),
                touches(read(row.getString("touches"), ITEMS).orElse(List.of())));
    }

    private static List<Touch> touches(List<Map<String, String>> items) {
        List<Touch> touches = new ArrayList<>();
        for (Map<String, String> item : items) {
            touches.add(new Touch(String.valueOf(item.get("channel")),
                    Optional.ofNullable(item.get("participant")).map(ParticipantId::new),
                    LocalDate.parse(String.valueOf(item.get("date")))));
        }
        return touches;
    }

    private static <T> Optional<T> read(@Nullable String json, TypeReference<T> type) {
        if (json == null || json.length() <= 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(json, type));
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
