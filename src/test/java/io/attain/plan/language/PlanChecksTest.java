package io.attain.plan.language;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.attain.shared.Finding;
import io.attain.shared.Severity;

import static org.assertj.core.api.Assertions.assertThat;

class PlanChecksTest {

    private static final String PLAN = """
			{"language": "attain/1", "id": "p", "name": "P", "currency": "USD", "calendar": "quarters", "effective": {"from": "2017-03-01"},
			 "components": [
			  {"id": "a", "name": "A", "window": "period", "pay": {"type": "marginal-tiers", "on": "attainment",
			    "base": {"type": "rate-table", "fields": ["product", "account"], "rows": [
			       {"when": {"product": "X", "account": "Acme"}, "rate": "0.05"}, {"when": {"product": "X"}, "rate": "0.04"}], "otherwise": "0.02"},
			    "tiers": [{"from": "0", "factor": "1"}, {"from": "1", "factor": "1.5"}]}},
			  {"id": "b", "name": "B", "pay": {"type": "marginal-tiers", "on": "measure",
			    "tiers": [{"from": "0", "rate": "0.01"}, {"from": "500.25", "rate": "0.02"}]}}]}""";

    @Test
    void aSoundPlanHasNoFindings() {
        assertThat(PlanChecks.of(PlanReaderTest.definition(PLAN))).isEmpty();
    }

    @ParameterizedTest(name = "{0} → {1}: {3} at {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "\"from\": \"0\", \"factor\" | \"from\": \"0.1\", \"factor\" | /components/0/pay/tiers/0/from | ERROR",
        "\"from\": \"1\" | \"from\": \"0\" | /components/0/pay/tiers/1/from | ERROR",
        "\"from\": \"500.25\" | \"from\": \"500.255\" | /components/1/pay/tiers/1/from | ERROR",
        "\"rate\": \"0.02\" | \"factor\": \"2\" | /components/1/pay/base | ERROR",
        "\"id\": \"b\" | \"id\": \"a\" | /components/1/id | ERROR",
        "\"window\": \"period\" | \"window\": \"credit\" | /components/0/window | ERROR",
        "\"fields\": [\"product\", \"account\"] | \"fields\": [\"product\", \"acount\"] | /components/0/pay/base/fields/1 | ERROR",
        "\"fields\": [\"product\", \"account\"] | \"fields\": [\"product\"] | /components/0/pay/base/rows/0/when/account | ERROR",
        "\"product\": \"X\", \"account\": \"Acme\" | \"product\": \"X\" | /components/0/pay/base/rows/1 | ERROR",
        "\"rate\": \"0.05\" | \"rate\": \"-0.05\" | /components/0/pay/base/rows/0/rate | ERROR",
        "\"rate\": \"0.05\" | \"rate\": \"5\" | /components/0/pay/base/rows/0/rate | WARNING",
        "\"factor\": \"1.5\" | \"factor\": \"15\" | /components/0/pay/tiers/1/factor | WARNING",
        "\"id\": \"b\", | \"id\": \"b\", \"quota\": \"amount\", | /components/1/quota | WARNING" })
    void eachCheckHasTeeth(String good, String bad, String path, Severity severity) {
        String document = PLAN.replace(good, bad);
        assertThat(document).isNotEqualTo(PLAN);
        assertThat(PlanChecks.of(PlanReaderTest.definition(document))).anySatisfy(finding -> {
            assertThat(finding.path()).isEqualTo(path);
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.sentence()).endsWith(".");
            assertThat(finding.remedy()).isNotBlank();
        });
    }

    @Test
    void errorsComeFirst() {
        assertThat(PlanChecks.of(PlanReaderTest.definition(PLAN.replace("\"factor\": \"1.5\"", "\"factor\": \"15\"")
                .replace("\"id\": \"b\"", "\"id\": \"a\"")))).extracting(Finding::severity)
                .containsExactly(Severity.ERROR, Severity.WARNING);
    }
}
