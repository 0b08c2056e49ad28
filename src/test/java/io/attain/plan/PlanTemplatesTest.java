package io.attain.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.attain.plan.language.Component;
import io.attain.plan.language.Example;
import io.attain.plan.language.PlanChecks;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.PlanReader;
import io.attain.plan.language.Text;
import io.attain.shared.DateRange;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The templates as documents; that their examples hold is for the calculator to say. */
class PlanTemplatesTest {

    private final PlanTemplates templates = new PlanTemplates();

    static Stream<String> ids() {
        return PlanTemplates.IDS.stream();
    }

    @Test
    void listsEveryTemplateThatThereIs() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/plan-templates"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(PlanTemplates.IDS);
        }
        assertThat(templates.list()).extracting(PlanTemplate::id).hasSizeGreaterThanOrEqualTo(12)
                .containsExactlyElementsOf(PlanTemplates.IDS);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void theChecksFindNothing(String id) throws IOException {
        String source = Files.readString(Path.of("src/main/resources/plan-templates", id + ".json"));
        assertThat(PlanReader.read(source).findings()).isEmpty();
        assertThat(PlanChecks.of(templates.get(id).definition())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void everyNameIsThereInEnglishAndChinese(String id) {
        PlanDefinition plan = templates.get(id).definition();
        assertThat(plan.id()).isEqualTo(id);
        assertThat(Stream.concat(Stream.of(plan.name(), plan.description().orElseThrow()),
                plan.components().stream().map(Component::name)).map(Text::translations))
                .allSatisfy(names -> assertThat(names).containsOnlyKeys("en", "zh"));
        assertThat(plan.examples()).isNotEmpty();
    }

    @Test
    void aPlanFromATemplateIsReadableAndItsExamplesFallIntoItsDays() {
        DateRange effective = DateRange.of(LocalDate.of(2030, 4, 1), LocalDate.of(2032, 1, 1));
        for (PlanTemplate template : templates.list()) {
            PlanDefinition plan = read(templates.instantiate(new PlanFromTemplate(template.id(), new PlanId("ours"),
                    Optional.of("Ours"), Currency.getInstance("EUR"), "our-quarters", effective)));
            assertThat(PlanChecks.of(plan)).isEmpty();
            assertThat(plan).extracting(PlanDefinition::id, PlanDefinition::name, PlanDefinition::calendar,
                    PlanDefinition::currency, PlanDefinition::effective)
                    .containsExactly("ours", Text.of("Ours"), "our-quarters", Currency.getInstance("EUR"), effective);
            assertThat(plan.components()).isEqualTo(template.definition().components());
            assertThat(plan.examples()).hasSameSizeAs(template.definition().examples());
            assertThat(plan.examples()).flatExtracting(example -> example.person().events())
                    .extracting(Example.Event::on)
                    .allMatch(effective::contains);
        }
    }

    @Test
    void leavesExamplesOutThatCannotFit() {
        DateRange summer = DateRange.of(LocalDate.of(2030, 6, 1), LocalDate.of(2030, 9, 1));
        assertThat(instantiated(Currency.getInstance("USD"), summer).examples()).isEmpty();
        assertThat(instantiated(Currency.getInstance("JPY"), DateRange.since(LocalDate.of(2027, 1, 1))).examples())
                .isEmpty();
        assertThat(instantiated(Currency.getInstance("USD"), DateRange.since(LocalDate.of(2020, 1, 1))).examples())
                .hasSize(3);
    }

    @Test
    void refusesAnUnknownTemplateNamingThoseThereAre() {
        assertThatThrownBy(() -> templates.get("../secret")).isInstanceOf(Refused.class)
                .hasMessageContaining("account-executive");
    }

    private PlanDefinition instantiated(Currency currency, DateRange effective) {
        return read(templates.instantiate(new PlanFromTemplate("account-executive", new PlanId("ours"),
                Optional.empty(), currency, "quarters", effective)));
    }

    private static PlanDefinition read(String source) {
        return switch (PlanReader.read(source)) {
            case PlanReader.Readable readable -> readable.definition();
            case PlanReader.Unreadable unreadable -> throw new AssertionError(List.copyOf(unreadable.findings()));
        };
    }
}
