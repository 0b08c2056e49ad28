package io.attain.payable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;

import io.attain.plan.language.PlanDefinition;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs every plan of docs/plan-language.md with its examples, and sees that the page leaves no word out. */
class PlanLanguagePageTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PLAN = Pattern.compile("```json plan\\n(.*?)```", Pattern.DOTALL);
    private static final String SCHEMA = "/schema/plan-v1.schema.json";

    @TestFactory
    Stream<DynamicTest> plans() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        Matcher matcher = PLAN.matcher(page());
        while (matcher.find()) {
            ObjectNode plan = (ObjectNode) JSON.readTree("""
					{"language": "attain/1", "id": "example", "name": "Example", "currency": "USD", "calendar": "quarters",
					 "effective": {"from": "2017-01-01"}}""");
            plan.setAll((ObjectNode) JSON.readTree(matcher.group(1)));
            tests.add(DynamicTest.dynamicTest(plan.at("/examples/0/name").asText(), () -> holds(plan)));
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(20);
        return tests.stream();
    }

    private static void holds(ObjectNode source) throws IOException {
        try (InputStream in = PlanLanguagePageTest.class.getResourceAsStream(SCHEMA)) {
            JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
            assertThat(schema.validate(source)).isEmpty();
        }
        PlanDefinition plan = Promised.sound(source.toString());
        plan.examples().forEach(example -> Promised.holds(plan, example));
    }

    @Test
    void thePageNamesEveryWordOfTheLanguage() throws IOException {
        try (InputStream in = PlanLanguagePageTest.class.getResourceAsStream(SCHEMA)) {
            Set<String> words = new TreeSet<>();
            collect(JSON.readTree(in), words);
            String page = page();
            assertThat(words).hasSizeGreaterThan(100).allSatisfy(word -> assertThat(page).containsPattern(
                    "[`\"]" + Pattern.quote(word) + "[`\"]"));
        }
    }

    private static void collect(JsonNode schema, Set<String> words) {
        schema.path("properties").fieldNames().forEachRemaining(words::add);
        schema.path("enum").forEach(word -> words.add(word.asText()));
        if (schema.has("const")) {
            words.add(schema.get("const").asText());
        }
        schema.forEach(child -> collect(child, words));
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs", "plan-language.md"));
    }
}
