package io.attain.sales.internal;

import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.attain.participant.Recorded;
import io.attain.period.Period;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.shared.DateRange;

/** The periods that are open no more, as statements read them. */
@Component
class ClosedPeriods {

    private final Periods periods;
    private final ObjectMapper json;

    ClosedPeriods(Periods periods, ObjectMapper json) {
        this.periods = periods;
        this.json = json;
    }

    /** A list of id, from, to and whether the period is locked. */
    String json() {
        List<Map<String, Object>> closed = periods.all().stream().filter(period -> period.state() != PeriodState.OPEN)
                .map(ClosedPeriods::facts).toList();
        try {
            return json.writeValueAsString(closed);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("periods cannot be written", failure);
        }
    }

    /** Says so where what a row recorded changes days of a locked period. */
    Recorded noticed(Recorded recorded, RowCheck row, String field, DateRange days) {
        if (!(recorded instanceof Recorded.Unchanged || recorded instanceof Recorded.Waits)) {
            periods.all().stream().filter(period -> period.state().isFinal() && period.span().overlaps(days))
                    .findFirst().ifPresent(period -> row.notice(field,
                            "The period %s is locked: what was paid stays, the difference will be an adjustment."
                                    .formatted(period.id()),
                            "Nothing needs to be done to the file."));
        }
        return recorded;
    }

    private static Map<String, Object> facts(Period period) {
        return Map.of("id", period.id().value(), "from", period.span().from().toString(), "to",
                period.span().to().toString(), "locked", period.state().isFinal());
    }
}
