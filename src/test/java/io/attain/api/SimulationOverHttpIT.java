package io.attain.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.attain.fixtures.BrowserIT;
import io.attain.fixtures.KeycloakFixture;
import io.attain.fixtures.People;
import io.attain.simulation.ScenarioReader;
import io.attain.simulation.Simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Large scenarios as they come over the network, without a length announced. {@code -Dattain.simulation.events=260000}
 * makes one of almost 50 MB.
 */
class SimulationOverHttpIT extends BrowserIT {

    private static final int EVENTS = Integer.getInteger("attain.simulation.events", 20_000);
    private static final int PEOPLE = 2_000;
    private static final int PRODUCTS = 50;

    @Test
    void paysTheSameAsWithoutAServer(@TempDir Path folder) throws Exception {
        Path answer = folder.resolve("answer.json");
        HttpResponse<Path> response = post(SimulationOverHttpIT::scenario, HttpResponse.BodyHandlers.ofFile(answer));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(answer, "resultSha256")).isEqualTo(Simulation
                .run(ScenarioReader.read(scenario(), version -> Optional.empty()), 1).result().hex());
    }

    @Test
    void saysThatItIsTooLongWhenItTurnsOutToBe() throws Exception {
        HttpResponse<String> response = post(
                () -> stream(Stream.concat(Stream.of("{\"events\": ["),
                        Stream.generate(() -> " ".repeat(10_000)).limit(ScenarioReader.MOST_BYTES / 10_000))),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(new ObjectMapper().readTree(response.body()).path("code").asText()).isEqualTo("scenario-too-large");
    }

    private <T> HttpResponse<T> post(Supplier<InputStream> body, HttpResponse.BodyHandler<T> answer) throws Exception {
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(HttpRequest.newBuilder(URI.create(address() + "/api/v1/simulations"))
                    .header("Authorization", "Bearer " + KeycloakFixture.token(People.CORA))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofInputStream(body)).build(), answer);
        }
    }

    private static String text(Path document, String field) throws IOException {
        try (JsonParser parser = new ObjectMapper().createParser(Files.newInputStream(document))) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME && parser.currentName().equals(field)) {
                    return parser.nextTextValue();
                }
            }
        }
        throw new AssertionError("no " + field);
    }

    /** Sales of a month to people of three levels: a table of products, an accelerator on attainment, and a cap. */
    private static InputStream scenario() {
        String rows = String.join(",", IntStream.range(0, PRODUCTS).mapToObj(
                product -> "{\"when\": {\"product\": \"P%d\"}, \"rate\": \"0.0%d\"}".formatted(product, 10 + product))
                .toList());
        String head = """
                {"plan": {"components": [{"quota": "amount", "pay": {"type": "marginal-tiers", "on": "attainment",
                  "base": {"type": "rate-table", "fields": ["product"], "rows": [%s], "otherwise": "0.01"},
                  "tiers": [{"from": "0", "factor": "0.6"}, {"from": "0.5", "factor": "1"}, {"from": "1", "factor": "1.5"},
                            {"from": "1.25", "factor": "2"}]}, "cap": {"amount": "9000"}}]},
                 "quotas": [{"amount": "100000"}], "participants": ["""
                .formatted(rows);
        Stream<String> people = IntStream.range(0, PEOPLE)
                .mapToObj(who -> (who == 0 ? "" : ",") + (who < 100
                        ? "{\"id\": \"p%d\"}".formatted(who)
                        : "{\"id\": \"p%d\", \"manager\": \"p%d\"}".formatted(who,
                                who < 500 ? who % 100 : 100 + who % 400)));
        Stream<String> events = IntStream.range(0, EVENTS).mapToObj(SimulationOverHttpIT::event);
        return stream(Stream.of(Stream.of(head), people, Stream.of("], \"events\": ["), events, Stream.of("]}"))
                .flatMap(part -> part));
    }

    private static String event(int number) {
        String shared = number % 7 == 0
                ? ", \"split\": {\"p%d\": \"60\", \"p%d\": \"40\"}".formatted(number % PEOPLE, (number + 1) % PEOPLE)
                : "";
        return """
                %s{"id": "sale-%08d", "date": "2026-03-%02d", "seller": "p%d", "account": "account-%06d", "product": "P%d", \
                "amount": "%d.%02d", "attributes": {"territory": "north-%02d", "channel": "direct"}%s}
                """
                .formatted(number == 0 ? "" : ",", number, 1 + number % 31, (number * 7919L) % PEOPLE, number % 50_000,
                        number % PRODUCTS, 50 + number % 4_950, number % 100, number % 40, shared);
    }

    private static InputStream stream(Stream<String> parts) {
        Iterator<InputStream> each = parts.<InputStream>map(
                part -> new ByteArrayInputStream(part.getBytes(UTF_8))).iterator();
        return new SequenceInputStream(new Enumeration<>() {

            @Override
            public boolean hasMoreElements() {
                return each.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return each.next();
            }
        });
    }
}
