package io.attain.plan.language;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import io.attain.fixtures.PlanArbitraries;
import io.attain.fixtures.Seeds;
import io.attain.shared.Finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** What holds for every plan that can be written down, and for everything that is no plan. */
class PlanLanguagePropertiesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> PIECES = List.of("", " ", "0", "-1", "1e9", "999999999999999.999999999999", "x",
            "measure", "earned(\"c0\")", "((((((((((", "if", "2 ** 9 ** 9", "\"", "a-b", "2017-02-30", "null", "\u0000",
            "🙂", "-999999999", "0.0000000000001", "flat-rate", "scorecard");

    @Provide
    Arbitrary<PlanDefinition> plans() {
        return PlanArbitraries.plans();
    }

    @Property(tries = 1000 * Seeds.TIMES, seed = Seeds.SEED)
    void whatIsWrittenReadsBackAsTheSamePlan(@ForAll("plans") PlanDefinition plan) throws Exception {
        assertThat(PlanReaderTest.definition(PlanWriter.canonical(plan))).isEqualTo(plan);
        assertThat(PlanReaderTest.definition(new YAMLMapper().writeValueAsString(
                JSON.readTree(PlanWriter.canonical(plan))))).isEqualTo(plan);
        assertThat(PlanWriter.canonical(PlanReaderTest.definition(PlanWriter.indented(plan))))
                .isEqualTo(PlanWriter.canonical(plan));
    }

    @Property(tries = 1000 * Seeds.TIMES, seed = Seeds.SEED)
    void soundPlansHaveNoErrors(@ForAll("plans") PlanDefinition plan) {
        assertThat(PlanChecks.of(plan)).filteredOn(Finding::isError).isEmpty();
    }

    @Property(tries = 300 * Seeds.TIMES, seed = Seeds.SEED)
    void theSchemaAcceptsEveryPlan(@ForAll("plans") PlanDefinition plan) throws Exception {
        assertThat(Schema.PLAN.validate(JSON.readTree(PlanWriter.canonical(plan)))).isEmpty();
    }

    @Property(tries = 3000 * Seeds.TIMES, seed = Seeds.SEED)
    void noDamageToAPlanMakesReadingOrCheckingFail(@ForAll("plans") PlanDefinition plan, @ForAll long seed)
            throws Exception {
        JsonNode tree = JSON.readTree(PlanWriter.canonical(plan));
        Random random = new Random(seed);
        for (int damage = 1 + random.nextInt(4); damage > 0; damage--) {
            damage(tree, random);
        }
        String damaged = JSON.writeValueAsString(tree);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            switch (PlanReader.read(damaged)) {
                case PlanReader.Readable readable -> {
                    PlanChecks.of(readable.definition()).forEach(PlanLanguagePropertiesTest::isComplete);
                    assertThat(PlanReaderTest.definition(PlanWriter.canonical(readable.definition())))
                            .isEqualTo(readable.definition());
                }
                case PlanReader.Unreadable unreadable -> {
                    assertThat(unreadable.findings()).isNotEmpty();
                    unreadable.findings().forEach(PlanLanguagePropertiesTest::isComplete);
                }
            }
        });
    }

    @Property(tries = 1000 * Seeds.TIMES, seed = Seeds.SEED)
    void theSchemaAndTheReaderAgreeOnUnknownWords(@ForAll("plans") PlanDefinition plan, @ForAll long seed)
            throws Exception {
        JsonNode tree = JSON.readTree(PlanWriter.canonical(plan));
        Random random = new Random(seed);
        List<ObjectNode> objects = new ArrayList<>();
        collect(tree, objects, new ArrayList<>());
        ObjectNode chosen = objects.get(random.nextInt(objects.size()));
        boolean vocabulary = chosen.has("id") || chosen.has("type") || chosen.has("from") || chosen.has("by");
        if (vocabulary) {
            chosen.put("wrong", "word");
            assertThat(PlanReader.read(JSON.writeValueAsString(tree))).isInstanceOf(PlanReader.Unreadable.class);
            assertThat(Schema.PLAN.validate(tree)).isNotEmpty();
        }
    }

    private static void isComplete(Finding finding) {
        assertThat(finding.sentence()).isNotBlank();
        assertThat(finding.remedy()).isNotBlank();
        assertThat(finding.path()).matches("(/.*)?");
    }

    /** Removes, repeats, renames or replaces something, somewhere. */
    private static void damage(JsonNode tree, Random random) {
        List<ObjectNode> objects = new ArrayList<>();
        List<ArrayNode> arrays = new ArrayList<>();
        collect(tree, objects, arrays);
        if (!arrays.isEmpty() && random.nextInt(3) == 0) {
            ArrayNode array = arrays.get(random.nextInt(arrays.size()));
            switch (random.nextInt(3)) {
                case 0 -> array.removeAll();
                case 1 -> array.add(garbage(tree, random));
                default -> array.addAll(array.deepCopy());
            }
            return;
        }
        ObjectNode object = objects.get(random.nextInt(objects.size()));
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.isEmpty() ? "x" : names.get(random.nextInt(names.size()));
        switch (random.nextInt(4)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(PIECES.get(random.nextInt(PIECES.size())),
                    object.has(name) ? object.get(name) : garbage(tree, random));
            default -> object.set(name, garbage(tree, random));
        }
    }

    private static JsonNode garbage(JsonNode tree, Random random) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(8)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.objectNode();
            case 2 -> nodes.arrayNode();
            case 3 -> nodes.numberNode(random.nextLong());
            case 4 -> nodes.booleanNode(random.nextBoolean());
            case 5 -> {
                List<ObjectNode> objects = new ArrayList<>();
                collect(tree, objects, new ArrayList<>());
                yield objects.get(random.nextInt(objects.size())).deepCopy();
            }
            default -> nodes.textNode(PIECES.get(random.nextInt(PIECES.size())));
        };
    }

    private static void collect(JsonNode node, List<ObjectNode> objects, List<ArrayNode> arrays) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        if (node instanceof ArrayNode array) {
            arrays.add(array);
        }
        node.forEach(child -> collect(child, objects, arrays));
    }

    /** Read once. */
    private static final class Schema {

        static final JsonSchema PLAN = load();

        private static JsonSchema load() {
            InputStream in = PlanLanguagePropertiesTest.class.getResourceAsStream("/schema/plan-v1.schema.json");
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
        }
    }
}
