package io.attain.web;

import java.util.function.Supplier;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

import io.attain.calculation.RunId;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.plan.PlanId;
import io.attain.plan.PlanVersionId;
import io.attain.sales.EventKey;

/** Ids as they stand in addresses; an address that cannot be one is a page that does not exist. */
final class Ids {

    private Ids() {}

    static PeriodId period(String text) {
        return read(() -> new PeriodId(text));
    }

    static ParticipantId participant(String text) {
        return read(() -> new ParticipantId(text));
    }

    static PlanVersionId planVersion(String plan, int number) {
        return read(() -> new PlanVersionId(new PlanId(plan), number));
    }

    static EventKey deal(String source, String externalId) {
        return read(() -> new EventKey(source, externalId));
    }

    static RunId run(String text) {
        return read(() -> RunId.parse(text));
    }

    static ResponseStatusException missing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }

    private static <T> T read(Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException malformed) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no such page", malformed);
        }
    }
}
