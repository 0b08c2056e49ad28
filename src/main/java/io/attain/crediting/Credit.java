package io.attain.crediting;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.attain.participant.ParticipantId;
import io.attain.sales.EventKey;
import io.attain.sales.EventKind;
import io.attain.shared.Money;

/**
 * The share of one sales event that counts for one participant in one role.
 *
 * @param revision     the revision of the event
 * @param splitVersion the version of the split set, 0 when there is none
 * @param share        the part of the event, above 0; up to 1 but for overlay; cut at 34 digits where it has more
 * @param original     the part of the event's amount in the currency of the event; direct and split credits add up to it
 * @param amount       the same in the currency the participant's plan counts in: the event is converted once, rounded
 *                     half-up, and then shared out. In the event's own currency when no rate is listed
 * @param margin       the part of the event's margin, converted and shared out likewise
 * @param quantity     the part of the event's quantity, in millionths
 * @param count        the part of one event, in millionths; negative for a return
 * @param product      empty when the event has none
 * @param attributes   those of the event
 * @param origin       what the event refers to: a return its sale, a payment its invoice
 * @param rule         which credit rule it follows from: its id, or {@code split} or {@code rollup}
 */
public record Credit(CreditId id, EventKey event, EventKind kind, int revision, int splitVersion, LocalDate eventDate,
        ParticipantId participant, CreditRole role, BigDecimal share, Money original, Money amount,
        Optional<Money> margin, long quantity, long count, String product, Optional<String> account,
        Map<String, String> attributes, Optional<Origin> origin, String rule) {

    /** One whole event, unit or reading, in millionths. */
    public static final long ONE = 1_000_000;

    private static final Comparator<String> BY_BYTES = (left, right) -> Arrays.compareUnsigned(
            left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

    /** By event date, source, external id, role, participant and id, texts by their UTF-8 bytes. */
    public static final Comparator<Credit> CANONICAL = Comparator.comparing(Credit::eventDate)
            .thenComparing(credit -> credit.event().source(), BY_BYTES)
            .thenComparing(credit -> credit.event().externalId(), BY_BYTES)
            .thenComparing(credit -> credit.role().name(), BY_BYTES)
            .thenComparing(credit -> credit.participant().value(), BY_BYTES)
            .thenComparing(credit -> credit.id().value());

    /** The event that is returned, invoiced or paid for, as it was when it was credited. */
    public record Origin(EventKey event, EventKind kind, LocalDate date) {}

    public Credit {
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    /** The kind whose credits this one is counted with: a return follows its original. */
    public EventKind countedAs() {
        return kind == EventKind.RETURN ? origin.map(Origin::kind).orElse(EventKind.BOOKING) : kind;
    }
}
