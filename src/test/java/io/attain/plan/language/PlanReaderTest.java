package io.attain.plan.language;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

import io.attain.fixtures.Seeds;
import io.attain.shared.Finding;
import io.attain.shared.Rate;
import io.attain.shared.Sha256;

import static org.assertj.core.api.Assertions.assertThat;

class PlanReaderTest {

    private static final String ACCELERATOR = """
			{"language": "attain/1", "id": "field-sales", "name": "Field sales", "currency": "USD", "calendar": "quarters",
			 "effective": {"from": "2017-03-01"},
			 "components": [{"id": "commission", "name": "Commission", "pay": {
			   "type": "marginal-tiers", "on": "attainment",
			   "base": {"type": "rate-table", "fields": ["product"],
			            "rows": [{"when": {"product": "GTX Pro"}, "rate": "0.050"}, {"when": {"product": "MG Special"}, "rate": 0.03}],
			            "otherwise": "0.02"},
			   "tiers": [{"from": "0", "factor": "1"}, {"from": "1", "factor": "1.5"}, {"from": "1.25", "factor": "2"}]}}]}""";

    @Test
    void defaultsAreSpelledOutInTheCanonicalForm() {
        PlanDefinition plan = definition(ACCELERATOR);
        assertThat(PlanWriter.canonical(plan)).isEqualTo(
                """
				{"language":"attain/1","id":"field-sales","name":"Field sales","currency":"USD","calendar":"quarters",\
				"effective":{"from":"2017-03-01"},"components":[{"id":"commission","name":"Commission",\
				"credits":{"roles":["direct","split"]},"measure":"amount","window":"period","quota":"amount",\
				"pay":{"type":"marginal-tiers","on":"attainment","base":{"type":"rate-table","fields":["product"],\
				"rows":[{"when":{"product":"GTX Pro"},"rate":"0.05"},{"when":{"product":"MG Special"},"rate":"0.03"}],\
				"otherwise":"0.02"},"tiers":[{"from":"0","factor":"1"},{"from":"1","factor":"1.5"},{"from":"1.25","factor":"2"}]}}]}""");
    }

    @Test
    void theCanonicalFormReadsBackAsTheSamePlanAndDigest() {
        PlanDefinition plan = definition(ACCELERATOR);
        assertThat(definition(PlanWriter.canonical(plan))).isEqualTo(plan);
        assertThat(definition(PlanWriter.indented(plan))).isEqualTo(plan);
        assertThat(Sha256.of(PlanWriter.canonical(definition(PlanWriter.indented(plan)))))
                .isEqualTo(Sha256.of(PlanWriter.canonical(plan)));
    }

    @Test
    void yamlSaysTheSameAsJson() {
        assertThat(definition("""
				language: attain/1
				id: field-sales
				name: Field sales
				currency: USD
				calendar: quarters
				effective: {from: 2017-03-01}
				components:
				  - id: commission
				    name: Commission
				    pay:
				      type: marginal-tiers
				      on: attainment
				      base:
				        type: rate-table
				        fields: [product]
				        rows:
				          - {when: {product: GTX Pro}, rate: 0.05}
				          - {when: {product: MG Special}, rate: 0.03}
				        otherwise: 0.02
				      tiers:
				        - {from: 0, factor: 1}
				        - {from: 1, factor: 1.5}
				        - {from: 1.25, factor: 2}
				""")).isEqualTo(definition(ACCELERATOR));
    }

    @ParameterizedTest(name = "{0} → {1}: finding at {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "\"attain/1\" | \"attain/2\" | /language",
        "\"field-sales\" | \"Field Sales\" | /id",
        "\"USD\" | \"XXX\" | /currency",
        "\"2017-03-01\" | \"2017-02-30\" | /effective/from",
        "\"from\": \"2017-03-01\" | \"from\": \"2017-03-01\", \"to\": \"2017-03-01\" | /effective/to",
        "\"calendar\" | \"calender\" | /calender",
        "\"marginal-tiers\" | \"retro-tiers\" | /components/0/pay/type",
        "\"otherwise\": \"0.02\" | \"other\": \"0.02\" | /components/0/pay/base/otherwise",
        "\"0.050\" | \"5 %\" | /components/0/pay/base/rows/0/rate",
        "\"0.050\" | 1e400 | /components/0/pay/base/rows/0/rate",
        "\"factor\": \"1.5\" | \"factor\": \"1.5\", \"rate\": \"0.1\" | /components/0/pay/tiers/1",
        "\"factor\": \"1.5\" | \"faktor\": \"1.5\" | /components/0/pay/tiers/1",
        "\"fields\": [\"product\"] | \"fields\": [] | /components/0/pay/base/fields" })
    void everyFindingNamesItsPlace(String good, String bad, String path) {
        String document = ACCELERATOR.replace(good, bad);
        assertThat(document).isNotEqualTo(ACCELERATOR);
        assertThat(PlanReader.read(document).findings()).anySatisfy(finding -> {
            assertThat(finding.path()).isEqualTo(path);
            assertThat(finding.isError()).isTrue();
            assertThat(finding.sentence()).endsWith(".");
            assertThat(finding.remedy()).isNotBlank();
        });
    }

    @Test
    void findsEverythingAtOnce() {
        List<Finding> findings = PlanReader.read(ACCELERATOR.replace("USD", "DM").replace("\"0.02\"", "\"lots\""))
                .findings();
        assertThat(findings).extracting(Finding::path).contains("/currency", "/components/0/pay/base/otherwise");
    }

    @Test
    void aNamedTableIsCopiedIn() {
        String document = ACCELERATOR.replaceAll("(?s)\"fields\".*\"otherwise\": \"0.02\"", "\"table\": \"2017\"");
        RateTable table = new RateTable(List.of("product"),
                List.of(new RateTable.Row(Map.of("product", "A"), Rate.ONE)), Rate.ZERO);
        PlanReader.Reading reading = PlanReader.read(document,
                name -> name.equals("2017") ? Optional.of(table) : Optional.empty());
        assertThat(reading).isInstanceOfSatisfying(PlanReader.Readable.class, readable -> assertThat(
                ((MarginalTiers) readable.definition().components().getFirst().pay()).base()).contains(table));
        assertThat(PlanReader.read(document).findings()).extracting(Finding::path)
                .containsExactly("/components/0/pay/base/table");
    }

    @Test
    void theSchemaAcceptsWhatTheReaderReads() throws Exception {
        try (InputStream in = PlanReaderTest.class.getResourceAsStream("/schema/plan-v1.schema.json")) {
            JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
            ObjectMapper json = new ObjectMapper();
            assertThat(schema.validate(json.readTree(ACCELERATOR))).isEmpty();
            assertThat(schema.validate(json.readTree(PlanWriter.canonical(definition(ACCELERATOR))))).isEmpty();
            assertThat(schema
                    .validate(json.readTree(ACCELERATOR.replace("\"otherwise\": \"0.02\"", "\"other\": \"0.02\""))))
                    .isNotEmpty();
            assertThat(schema.validate(json.readTree(ACCELERATOR.replace("factor", "faktor")))).isNotEmpty();
        }
    }

    @Property(tries = 1000 * Seeds.TIMES, seed = Seeds.SEED)
    void noTextMakesTheReaderFail(@ForAll @StringLength(max = 300) String text) {
        assertThat(PlanReader.read(text)).isNotNull();
    }

    @Property(tries = 2000 * Seeds.TIMES, seed = Seeds.SEED)
    void noDamageToADocumentMakesTheReaderFail(@ForAll int place, @ForAll char replacement, @ForAll boolean cut) {
        int at = Math.floorMod(place, ACCELERATOR.length());
        String damaged = cut
                ? ACCELERATOR.substring(0, at)
                : ACCELERATOR.substring(0, at) + replacement + ACCELERATOR.substring(at + 1);
        switch (PlanReader.read(damaged)) {
            case PlanReader.Readable readable -> assertThat(PlanChecks.of(readable.definition())).isNotNull();
            case PlanReader.Unreadable unreadable -> assertThat(unreadable.findings()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({ "'{', 100000", "'[', 100000", "'- ', 50000", "'a: &x [', 1000" })
    void deepOrLongDocumentsAreRefusedQuickly(String piece, int times) {
        assertThat(PlanReader.read(piece.repeat(times))).isInstanceOf(PlanReader.Unreadable.class);
    }

    static PlanDefinition definition(String document) {
        return switch (PlanReader.read(document)) {
            case PlanReader.Readable readable -> readable.definition();
            case PlanReader.Unreadable unreadable -> throw new AssertionError(unreadable.findings());
        };
    }
}
