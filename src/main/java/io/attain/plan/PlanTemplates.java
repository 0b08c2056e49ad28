package io.attain.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.springframework.stereotype.Service;

import io.attain.plan.language.Example;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.PlanReader;
import io.attain.plan.language.PlanWriter;
import io.attain.plan.language.Text;
import io.attain.shared.DateRange;
import io.attain.shared.Refused;

/** Plans to begin with. */
@Service
public class PlanTemplates {

    static final List<String> IDS = List.of("account-executive", "sales-development", "sales-engineer-overlay",
            "customer-success", "manager-override", "key-account-team", "regional-matrix", "channel-rebate",
            "retail-store-pool", "field-scorecard", "new-hire", "contract-quota", "inside-sales-points");

    /** How many years an example is moved at most to fit the days of a new plan. */
    private static final int MOST_YEARS = 100;

    private final List<PlanTemplate> templates = IDS.stream().map(id -> new PlanTemplate(id, read(id))).toList();

    /** All of them, the most common first. */
    public List<PlanTemplate> list() {
        return templates;
    }

    public Optional<PlanTemplate> find(String id) {
        return templates.stream().filter(template -> template.id().equals(id)).findFirst();
    }

    /** @throws Refused when there is no such template */
    public PlanTemplate get(String id) {
        return find(id).orElseThrow(() -> new Refused("template-unknown",
                "There is no plan template \"%s\"; there are: %s.".formatted(id, String.join(", ", IDS))));
    }

    /**
     * The document of a new plan. Amounts stay the numbers they are, also in another currency. Examples move by whole
     * years to days on which the plan counts; where they cannot, or the currency has fewer decimals, they are left out.
     *
     * @return a document for {@link Plans#draft}
     * @throws Refused when there is no such template
     */
    public String instantiate(PlanFromTemplate wanted) {
        PlanDefinition template = get(wanted.template()).definition();
        boolean holds = wanted.currency().getDefaultFractionDigits() >= template.currency()
                .getDefaultFractionDigits();
        return PlanWriter.indented(new PlanDefinition(wanted.id().value(),
                wanted.name().map(Text::of).orElse(template.name()), template.description(), wanted.currency(),
                wanted.calendar(), wanted.effective(), template.conversion(), template.components(), template.pay(),
                holds
                        ? template.examples().stream().flatMap(example -> moved(example, wanted.effective())).toList()
                        : List.of()));
    }

    private static Stream<Example> moved(Example example, DateRange effective) {
        int from = effective.from().getYear() - days(example).map(LocalDate::getYear).min(Integer::compare).orElse(0);
        return IntStream.of(from, from + 1).filter(years -> Math.abs(years) <= MOST_YEARS)
                .mapToObj(years -> moved(example, years))
                .filter(there -> days(there).allMatch(effective::contains)).limit(1);
    }

    /** Every day that the example names, and the ends of its periods. */
    private static Stream<LocalDate> days(Example example) {
        return Stream.of(example.everyone().stream().flatMap(person -> person.events().stream()).map(Example.Event::on),
                example.everyone().stream().flatMap(person -> person.joined().stream()),
                example.period().stream().flatMap(period -> example.periods(period).stream())
                        .flatMap(period -> Stream.of(period.from(), period.lastDay())))
                .flatMap(days -> days);
    }

    private static Example moved(Example example, int years) {
        return new Example(example.name(),
                example.period().map(period -> DateRange.of(period.from().plusYears(years),
                        period.to().plusYears(years))),
                moved(example.person(), years),
                example.colleagues().stream().map(colleague -> moved(colleague, years)).toList(), example.opening(),
                example.expected(), example.then());
    }

    private static Example.Person moved(Example.Person person, int years) {
        return new Example.Person(person.id(), person.team(), person.role(), person.below(),
                person.joined().map(day -> day.plusYears(years)), person.target(), person.quotas(), person.kpis(),
                person.events().stream().map(event -> new Example.Event(event.on().plusYears(years), event.kind(),
                        event.role(), event.amount(), event.whole(), event.refersTo(), event.fields())).toList());
    }

    private static PlanDefinition read(String id) {
        String file = "/plan-templates/" + id + ".json";
        try (InputStream stream = PlanTemplates.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("there is no " + file);
            }
            return switch (PlanReader.read(new String(stream.readAllBytes(), StandardCharsets.UTF_8))) {
                case PlanReader.Readable readable -> readable.definition();
                case PlanReader.Unreadable unreadable ->
                    throw new IllegalStateException(file + " cannot be read: " + unreadable.findings());
            };
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
