package io.attain.plan;

import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

import io.attain.participant.ParticipantId;

/** Which calendar pays whom on which day, as assignments stood when it was asked for; see {@link PayCalendars}. */
public final class Paying {

    private final Map<ParticipantId, NavigableMap<LocalDate, String>> calendars;

    Paying(Map<ParticipantId, NavigableMap<LocalDate, String>> calendars) {
        this.calendars = calendars;
    }

    /**
     * Whether somebody is another calendar's on a day: that of the plan they were put into last, or of their first before
     * that. Whoever never was in a plan is everybody's, so that none overlooks them.
     */
    public boolean elsewhere(String calendar, ParticipantId who, LocalDate day) {
        NavigableMap<LocalDate, String> own = calendars.get(who);
        if (own == null) {
            return false;
        }
        return !calendar.equals(Optional.ofNullable(own.floorEntry(day)).orElseGet(own::firstEntry).getValue());
    }
}
