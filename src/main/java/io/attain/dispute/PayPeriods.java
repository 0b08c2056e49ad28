package io.attain.dispute;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import io.attain.participant.ParticipantId;
import io.attain.period.Calendars;
import io.attain.period.Period;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.plan.PayCalendars;
import io.attain.plan.Paying;
import io.attain.sales.Deals;
import io.attain.sales.EventKey;
import io.attain.sales.SalesEvent;

/**
 * The period that a deal is paid in: for each person the one of the calendar that pays him. Who is in no plan goes with
 * the claimant.
 */
@Component
class PayPeriods {

    /** In this order periods are locked, so that two never wait for each other. */
    private static final Comparator<Period> IN_ORDER = Comparator.comparing((Period period) -> period.span().from())
            .thenComparing(Period::calendar);

    private final Periods periods;
    private final Calendars calendars;
    private final PayCalendars payCalendars;
    private final Deals deals;

    PayPeriods(Periods periods, Calendars calendars, PayCalendars payCalendars, Deals deals) {
        this.periods = periods;
        this.calendars = calendars;
        this.payCalendars = payCalendars;
        this.deals = deals;
    }

    /** The period that pays somebody for a day; of the first calendar by name for who is in no plan. */
    Optional<Period> of(ParticipantId who, LocalDate day) {
        List<Period> on = on(day);
        if (on.size() <= 1) {
            return on.stream().findFirst();
        }
        Paying paying = payCalendars.paying();
        return on.stream().filter(period -> !paying.elsewhere(period.calendar(), who, day))
                .min(Comparator.comparing(Period::calendar));
    }

    /** The dispute's own period first, then those that pay others of these people for the deal. */
    Map<Period, Set<ParticipantId>> of(Period own, EventKey deal, Collection<ParticipantId> who) {
        Map<Period, Set<ParticipantId>> paidIn = new LinkedHashMap<>();
        paidIn.put(own, people());
        LocalDate day = dayOf(deal, own);
        List<Period> others = on(day).stream().filter(period -> !period.calendar().equals(own.calendar())).toList();
        Optional<Paying> paying = others.isEmpty() ? Optional.empty() : Optional.of(payCalendars.paying());
        for (ParticipantId one : who) {
            Period pays = paying.filter(known -> known.elsewhere(own.calendar(), one, day))
                    .flatMap(known -> others.stream()
                            .filter(period -> !known.elsewhere(period.calendar(), one, day)).findFirst())
                    .orElse(own);
            paidIn.computeIfAbsent(pays, period -> people()).add(one);
        }
        return paidIn;
    }

    /** The dispute's own period, locked together with those of other calendars that the deal's day lies in. */
    Period hold(Dispute dispute) {
        return hold(periods.get(dispute.period()), dispute.deal());
    }

    Period hold(Period own, EventKey deal) {
        return hold(own, dayOf(deal, own));
    }

    Period hold(Period own, LocalDate day) {
        Stream.concat(Stream.of(own), on(day).stream()).distinct().sorted(IN_ORDER).map(Period::id)
                .forEach(periods::hold);
        return periods.get(own.id());
    }

    /** Whether the close of a period that pays one of these people for the deal is under way. */
    boolean anyClosing(Period own, EventKey deal, Collection<ParticipantId> who) {
        return own.state() == PeriodState.CLOSING || of(own, deal, who).entrySet().stream()
                .anyMatch(paid -> paid.getKey().state() == PeriodState.CLOSING && !paid.getValue().isEmpty());
    }

    private List<Period> on(LocalDate day) {
        return calendars.all().stream().flatMap(calendar -> periods.containing(calendar, day).stream()).toList();
    }

    private LocalDate dayOf(EventKey deal, Period own) {
        return deals.eventOf(deal).map(SalesEvent::eventDate).orElseGet(own::lastDay);
    }

    private static Set<ParticipantId> people() {
        return new TreeSet<>(Comparator.comparing(ParticipantId::value));
    }
}
