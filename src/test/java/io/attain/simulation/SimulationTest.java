package io.attain.simulation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.attain.shared.DateRange;
import io.attain.shared.Finding;
import io.attain.shared.Money;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SimulationTest {

    private static final String REQUEST = """
            {"plan": {"components": [{"pay": {"type": "flat-rate", "rate": "0.1"}, "cap": {"amount": "12"}}]},
             "events": [{"seller": "ann", "amount": "100"}, {"seller": "ann", "amount": "50"},
                        {"seller": "bob", "amount": "70"}, {"seller": "cy", "amount": "10"}], "explain": true}
            """;

    @Test
    void anyNumberOfThreadsComesToTheSameDigest() {
        Scenario scenario = ScenarioReader.read(REQUEST, PlanSource.NONE);
        assertThat(Simulation.run(scenario, 4).result()).isEqualTo(Simulation.run(scenario, 1).result());
        assertThat(Simulated.outcome(REQUEST.replace("70", "71")).result())
                .isNotEqualTo(Simulation.run(scenario, 1).result());
    }

    @Test
    void everyMistakeIsNamedWithItsPlaceAndARemedy() {
        ScenarioRefused refused = catchThrowableOfType(ScenarioRefused.class, () -> ScenarioReader.read("""
                {"plan": {"components": [{"pay": {"type": "flat-rate", "rate": "0.1"}}]}, "participants": ["ann"],
                 "events": [{"amount": "1.001"}, {"amuont": "1"}, {"seller": "bob"}, {"date": "yesterday"},
                            {"kind": "return"}]}
                """, PlanSource.NONE));
        assertThat(refused.findings()).extracting(Finding::path).contains("/events/0/amount", "/events/1/amuont",
                "/events/2/seller", "/events/3/date", "/events/4");
        assertThat(refused.findings()).allSatisfy(one -> assertThat(one.remedy()).isNotBlank());
    }

    @Test
    void aMistakeInThePlanIsNamedWhereItStands() {
        ScenarioRefused refused = catchThrowableOfType(ScenarioRefused.class, () -> ScenarioReader.read("""
                {"plans": [{"components": [{"pay": {"type": "flat-rate", "rate": "much"}}]}]}
                """, PlanSource.NONE));
        assertThat(refused.findings()).extracting(Finding::path).containsExactly("/plans/0/components/0/pay/rate");
    }

    @Test
    void neverMoreThanAHundredMistakesAreNamed() {
        ScenarioRefused refused = catchThrowableOfType(ScenarioRefused.class, () -> ScenarioReader.read(
                "{\"events\": [" + "{\"x\": 1},".repeat(300) + "{}], \"nonsense\": 1" + ", \"plan\": {\"components\": "
                        + "[{\"pay\": {\"type\": \"flat-rate\", \"rate\": \"0.1\"}}]}}",
                PlanSource.NONE));
        assertThat(refused.findings()).hasSizeBetween(1, 100);
    }

    @Test
    void moreThanFiftyMegabytesAreRefusedWhileTheyStream() {
        InputStream endless = new InputStream() {
            private long at;

            @Override
            public int read() {
                return at++ == 0 ? '{' : ' ';
            }
        };
        assertThatThrownBy(() -> ScenarioReader.read(endless, PlanSource.NONE)).isInstanceOf(ScenarioTooLarge.class)
                .hasMessageContaining("50 MB");
    }

    @Test
    void anExplanationEndsAtTheAmountOfItsLine() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OutcomeJson.write(Simulated.outcome(REQUEST), out);
        JsonNode person = new ObjectMapper().readTree(out.toByteArray()).at("/periods/0/participants/0");
        assertThat(person.get("lines")).hasSize(2);
        for (JsonNode line : person.get("lines")) {
            JsonNode comes = line.get("explanation").get(line.get("explanation").size() - 2);
            assertThat(comes.get("kind").asText()).isEqualTo("comes");
            assertThat(comes.get("amount")).isEqualTo(line.get("amount"));
            assertThat(comes.at("/sentences/zh").asText()).isNotBlank();
        }
        assertThat(person.at("/lines/1/explanation").findValuesAsText("kind")).contains("cut");
        assertThat(person.at("/lines/1/explanation").toString()).contains("cut from 5.00 USD to 2.00 USD");
    }

    @Test
    void theCommandLineEndsWithZeroOneOrTwo(@TempDir Path folder) throws IOException {
        Path good = Files.writeString(folder.resolve("good.json"), REQUEST);
        Path result = folder.resolve("result.json");
        assertThat(call(good.toString(), "--output", result.toString(), "--explain")).isZero();
        assertThat(new ObjectMapper().readTree(result.toFile()).at("/periods/0/participants/1/total").asText())
                .isEqualTo("7.00");
        assertThat(call(Files.writeString(folder.resolve("bad.json"), "{}").toString())).isEqualTo(1);
        assertThat(call(folder.resolve("none.json").toString())).isEqualTo(2);
        assertThat(call()).isEqualTo(2);
        assertThat(call(good.toString(), "--wrong")).isEqualTo(2);
    }

    private static int call(String... args) {
        PrintStream quiet = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
        return Simulate.run(List.of(args), new ByteArrayInputStream(new byte[0]), quiet, quiet);
    }
}
