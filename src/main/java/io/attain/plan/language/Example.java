package io.attain.plan.language;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.attain.shared.DateRange;
import io.attain.shared.Rate;

/**
 * What a plan promises, in numbers: if this, then that. A version whose examples do not hold cannot be submitted.
 *
 * @param period     the period that is paid; where left out, the first one of the plan
 * @param person     of whom something is expected
 * @param colleagues who are in the plan as well: they count in ranks, pools, budgets, and as those below
 * @param expected   of the person alone
 */
public record Example(String name, Optional<DateRange> period, Person person, List<Person> colleagues,
        Expected expected) {

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
     * @param quotas over the same days, of the year where it is seasonal; by name, in units of the measure
     * @param kpis   key figures as read in the period, by name
     */
    public record Person(String id, String team, String role, boolean below, Optional<LocalDate> joined,
            Optional<Rate> target, Map<String, Rate> quotas, Map<String, Rate> kpis, List<Event> events) {

        public Person {
            quotas = Collections.unmodifiableMap(new LinkedHashMap<>(quotas));
            kpis = Collections.unmodifiableMap(new LinkedHashMap<>(kpis));
            events = List.copyOf(events);
        }
    }

    /**
     * An event, credited to the person as a whole unless it says otherwise.
     *
     * @param fields everything besides day, kind, role and amount: product, account, quantity, margin, attributes; events
     *               of several people with the same {@code event} are one
     */
    public record Event(LocalDate on, EventKind kind, CreditSelection.Role role, Optional<Rate> amount,
            Map<String, String> fields) {

        public Event {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /**
     * What follows, in major units; only what is written is compared.
     *
     * @param lines in order, where they are given at all
     */
    public record Expected(Map<String, Rate> components, Optional<Rate> total, List<ExpectedLine> lines) {

        public Expected {
            components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
            lines = List.copyOf(lines);
        }
    }

    public record ExpectedLine(String component, Rate amount) {}

    public Example {
        colleagues = List.copyOf(colleagues);
    }

    /** The person first, then the colleagues. */
    public List<Person> everyone() {
        return Stream.concat(Stream.of(person), colleagues.stream()).toList();
    }
}
