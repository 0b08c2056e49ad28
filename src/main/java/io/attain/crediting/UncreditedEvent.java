package io.attain.crediting;

import java.util.List;

import io.attain.crediting.rule.Missed;
import io.attain.sales.SalesEvent;

/** An event that nobody is credited with, and what each rule missed. */
public record UncreditedEvent(SalesEvent event, List<Missed> missed) {

    public UncreditedEvent {
        missed = List.copyOf(missed);
    }
}
