package io.attain.readiness;

import java.util.Optional;

import io.attain.shared.Money;

/**
 * What a source says it delivered of a period, beside what arrived.
 *
 * @param kind     the kind of event, such as {@code BOOKING}
 * @param total    the sum it names; empty where only events are counted
 * @param events   how many it names
 * @param arrived  how many are there
 * @param arrivedTotal what they come to
 */
public record ControlTotal(String source, String kind, long events, Optional<Money> total, long arrived,
        Money arrivedTotal) {

    public boolean agrees() {
        return events == arrived && total.map(arrivedTotal::equals).orElse(true);
    }
}
