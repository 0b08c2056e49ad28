package io.attain.plan.language;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.attain.shared.DateRange;
import io.attain.shared.Rate;

/**
 * What a plan promises, in numbers: if this, then that. A version whose examples do not hold cannot be submitted.
 *
 * @param period     the period that is paid first; where left out, the first one of the plan
 * @param person     of whom something is expected
 * @param colleagues who are in the plan as well: they count in ranks, pools, budgets, and as those below
 * @param opening    what the person owes before
 * @param expected   of the person alone, in the first period
 * @param then       of the periods that follow it, one after the other
 */
public record Example(String name, Optional<DateRange> period, Person person, List<Person> colleagues, Owed opening,
        Expected expected, List<Expected> then) {

    /** How the person is called where the example gives no id. */
    public static final String NOBODY_IN_PARTICULAR = "example";

    /**
     * Someone in the plan.
     *
     * @param id     orders people where nothing else does, and names them in a pool by shares
     * @param team   empty for none
     * @param role   empty for none
     * @param below  whether below the person of the example in the reporting line
     * @param joined the first day of tenure, and in the plan if the plan has begun; where left out, long ago
     * @param target the target variable pay over the window of each component as far as the plan counts, in major units
     * @param quotas over the same days, of the year where it is seasonal; by name, in units of the measure. A window to date
     *               that several periods of the example are in reaches to the end of the last of them
     * @param kpis   key figures as read in each period, by name
     */
    public record Person(String id, String team, String role, boolean below, Optional<LocalDate> joined,
            Optional<Rate> target, Map<String, Rate> quotas, Map<String, Rate> kpis, List<Event> events) {

        public Person {
            quotas = Collections.unmodifiableMap(new LinkedHashMap<>(quotas));
            kpis = Collections.unmodifiableMap(new LinkedHashMap<>(kpis));
            events = List.copyOf(events);
        }

        /** The place, among the events, of what an event refers to: in the same role if there are several. */
        public OptionalInt original(Event event) {
            if (event.refersTo().isEmpty()) {
                return OptionalInt.empty();
            }
            return IntStream.range(0, events.size())
                    .filter(e -> events.get(e).name().equals(event.refersTo()))
                    .boxed().min(Comparator.comparing(e -> events.get(e).role() != event.role()))
                    .map(OptionalInt::of).orElse(OptionalInt.empty());
        }
    }

    /** What an event of an example is. */
    public enum Kind {
        BOOKING(EventKind.BOOKING), INVOICE(EventKind.INVOICE), COLLECTION(EventKind.COLLECTION),
        /** Takes back what it refers to, or a part of it; counted with the kind of that. */
        RETURN(EventKind.BOOKING), STAGE(EventKind.STAGE), ACTIVITY(EventKind.ACTIVITY), KPI(EventKind.KPI);

        private final EventKind counted;

        Kind(EventKind counted) {
            this.counted = counted;
        }

        /** The word of the language. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The kind its credit counts as, where it is no return. */
        public EventKind counted() {
            return counted;
        }

        public static Kind of(EventKind kind) {
            return valueOf(kind.name());
        }
    }

    /**
     * An event, credited to the person as a whole unless it says otherwise.
     *
     * @param amount   what is credited; of a return what is taken back, all of it where left out
     * @param whole    the amount of the whole event, where the person is credited with a part of it; the same where left out.
     *                 Cash is compared with it
     * @param refersTo the name of the event that is returned, invoiced or paid for
     * @param fields   everything besides: product, account, quantity, margin, attributes; events of several people with the
     *                 same {@code event} are one
     */
    public record Event(LocalDate on, Kind kind, CreditSelection.Role role, Optional<Rate> amount,
            Optional<Rate> whole, Optional<String> refersTo, Map<String, String> fields) {

        public Event {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        /** What other events refer to it by. */
        public Optional<String> name() {
            return Optional.ofNullable(fields.get("event"));
        }
    }

    /**
     * What someone owes.
     *
     * @param draw       what was advanced and is to be recovered
     * @param receivable what was taken back and not taken from pay yet
     */
    public record Owed(Rate draw, Rate receivable) {

        public static final Owed NOTHING = new Owed(Rate.ZERO, Rate.ZERO);
    }

    /**
     * What follows in one period, in major units; only what is written is compared.
     *
     * @param components what they earn, by id
     * @param total      what is earned
     * @param lines      in order, where they are given at all
     * @param pay        what becomes of it on the way to being paid
     */
    public record Expected(Map<String, Rate> components, Optional<Rate> total, List<ExpectedLine> lines,
            Map<PayFigure, Rate> pay) {

        public static final Expected NOTHING = new Expected(Map.of(), Optional.empty(), List.of(), Map.of());

        public Expected {
            components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
            lines = List.copyOf(lines);
            Map<PayFigure, Rate> ordered = new EnumMap<>(PayFigure.class);
            ordered.putAll(pay);
            pay = Collections.unmodifiableMap(ordered);
        }

        public boolean isNothing() {
            return components.isEmpty() && total.isEmpty() && lines.isEmpty() && pay.isEmpty();
        }
    }

    public record ExpectedLine(String component, Rate amount) {}

    public Example {
        colleagues = List.copyOf(colleagues);
        then = List.copyOf(then);
    }

    /** The person first, then the colleagues. */
    public List<Person> everyone() {
        return Stream.concat(Stream.of(person), colleagues.stream()).toList();
    }

    /** What is expected, period by period. */
    public List<Expected> all() {
        return Stream.concat(Stream.of(expected), then.stream()).toList();
    }

    /** @param first the period of the example, or the one that stands in for it */
    public List<DateRange> periods(DateRange first) {
        return periods(first, 1 + then.size());
    }

    /** Periods one after the other: whole months are followed by as many months, other days by as many days. */
    public static List<DateRange> periods(DateRange first, int many) {
        List<DateRange> periods = new ArrayList<>(List.of(first));
        boolean months = first.from().getDayOfMonth() == 1 && first.to().getDayOfMonth() == 1;
        while (periods.size() < many) {
            LocalDate next = periods.getLast().to();
            periods.add(new DateRange(next, months
                    ? next.plusMonths(ChronoUnit.MONTHS.between(first.from(), first.to()))
                    : next.plusDays(first.days())));
        }
        return periods;
    }

    /** The same with other expectations. */
    public Example expecting(List<Expected> others) {
        return new Example(name, period, person, colleagues, opening, others.getFirst(),
                others.subList(1, others.size()));
    }
}
