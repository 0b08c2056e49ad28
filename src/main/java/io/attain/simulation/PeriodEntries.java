package io.attain.simulation;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.attain.shared.DateRange;

/** The periods of a scenario. */
final class PeriodEntries {

    private static final int MOST_PERIODS = 400;
    private static final LocalDate SOME_DAY = LocalDate.of(2026, 1, 1);

    private final ScenarioDocument document;
    private final List<DateRange> periods = new ArrayList<>();

    PeriodEntries(ScenarioDocument document) {
        this.document = document;
    }

    /** The periods to be paid; where none are named, those of the events. */
    List<DateRange> read() {
        document.oneOrMore("periods").forEach(this::period);
        if (periods.isEmpty()) {
            periods.addAll(periodOfEvents());
        }
        for (int i = 1; i < periods.size(); i++) {
            if (periods.get(i).from().isBefore(periods.get(i - 1).to())) {
                document.findings().add("/periods/" + i, "This period begins before the one before it has ended.",
                        "List periods in order, without overlap.");
            }
        }
        if (periods.size() > MOST_PERIODS) {
            document.findings().add("/periods", "There are %d periods.".formatted(periods.size()),
                    "Simulate at most %d at a time.".formatted(MOST_PERIODS));
        }
        return periods;
    }

    private void period(Node node) {
        if (!node.isObjectOf("calendar", "from", "to")) {
            return;
        }
        node.required("from");
        node.required("to");
        DateRange days = node.days();
        if (days.isOpenEnded() || days.from().equals(Dates.EARLIEST)) {
            return;
        }
        if (days.from().isBefore(Dates.EARLIEST) || days.to().getYear() > 9_999) {
            node.fail("The days are too far away.", "Stay between the years 1900 and 9999.");
            return;
        }
        String calendar = node.given("calendar").map(Node::text).orElse("");
        switch (calendar) {
            case "" -> periods.add(days);
            case "month" -> periods.addAll(Dates.spans(days, 1));
            case "quarter" -> periods.addAll(Dates.spans(days, 3));
            case "year" -> periods.addAll(Dates.spans(days, 12));
            default -> node.fail("“" + calendar + "” is no calendar.", "Write month, quarter or year.");
        }
    }

    /** Whole months from the first day that anything names to the last. */
    private List<DateRange> periodOfEvents() {
        LocalDate first = LocalDate.MAX;
        LocalDate last = LocalDate.MIN;
        for (String name : List.of("events", "kpis")) {
            for (Node node : document.oneOrMore(name)) {
                Optional<LocalDate> day = dayOf(node);
                if (day.isPresent()) {
                    first = day.get().isBefore(first) ? day.get() : first;
                    last = day.get().isAfter(last) ? day.get() : last;
                }
            }
        }
        LocalDate from = first.equals(LocalDate.MAX) ? SOME_DAY : first.withDayOfMonth(1);
        LocalDate to = last.equals(LocalDate.MIN) ? from : last.withDayOfMonth(1);
        return List.of(new DateRange(from, to.plusMonths(1)));
    }

    /** What is no day is found where the entry is read. */
    private static Optional<LocalDate> dayOf(Node node) {
        try {
            return Optional.of(LocalDate.parse(node.json().path("date").asText()));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}
