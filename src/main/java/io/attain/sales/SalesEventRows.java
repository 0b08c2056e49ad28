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

/** How a sales event in force is read, for the modules behind this one that read the view {@code sales.event_in_force} in bulk. */
public final class SalesEventRows {

    /** The columns, to be followed by conditions on the view's alias {@code e}. */
    public static final String SELECT = """
			select e.source, e.external_id, e.revision, e.kind, e.event_date, e.seller_id, e.account, e.product,
			       e.amount_minor, e.currency, e.margin_minor, e.quantity, e.refers_source, e.refers_id, e.attributes,
			       e.touches
			  from sales.event_in_force e
			""";

    /** The canonical order. */
    public static final String ORDER = """
			 order by e.event_date, e.source collate "C", e.external_id collate "C"
			""";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};
    private static final TypeReference<List<Map<String, String>>> ITEMS = new TypeReference<>() {};

    private SalesEventRows() {}

    public static SalesEvent event(ResultSet row, int number) throws SQLException {
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
