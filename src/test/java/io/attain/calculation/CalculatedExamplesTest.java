package io.attain.calculation;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import io.attain.fixtures.PlanArbitraries;
import io.attain.fixtures.Seeds;
import io.attain.plan.ExampleRunner.Computed;
import io.attain.plan.ExampleRunner.NotComputable;
import io.attain.plan.ExampleRunner.Outcome;
import io.attain.plan.language.Example;
import io.attain.plan.language.PlanChecks;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.PlanReader;
import io.attain.shared.Finding;
import io.attain.shared.Rate;

import static org.assertj.core.api.Assertions.assertThat;

/** Examples in a plan are paid as a close would pay them. */
class CalculatedExamplesTest {

    @ParameterizedTest(name = "{0} → {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "\"pay\": {\"type\": \"flat-rate\", \"rate\": \"0.1\"} |  | {\"on\": \"2017-01-02\", \"amount\": \"1000\"} | 100",
        "\"pay\": {\"type\": \"marginal-tiers\", \"on\": \"attainment\", \"tiers\": [{\"from\": \"0\", \"rate\": \"0.1\"}, {\"from\": \"1\", \"rate\": \"0.2\"}]} | \"quotas\": {\"amount\": \"1000\"}, | {\"on\": \"2017-01-02\", \"amount\": \"1500\"} | 200",
        "\"pay\": {\"type\": \"pay-curve\", \"points\": [{\"attainment\": \"0\", \"payout\": \"0\"}, {\"attainment\": \"1\", \"payout\": \"1\"}]} | \"target\": \"20000\", \"quotas\": {\"amount\": \"1000\"}, | {\"on\": \"2017-01-02\", \"amount\": \"500\"} | 10000",
        "\"window\": \"year-to-date\", \"pay\": {\"type\": \"retroactive-tiers\", \"on\": \"attainment\", \"tiers\": [{\"from\": \"0\", \"rate\": \"0.1\"}, {\"from\": \"1\", \"rate\": \"0.2\"}]} | \"period\": {\"from\": \"2017-04-01\", \"to\": \"2017-07-01\"}, \"quotas\": {\"amount\": \"1000\"}, | {\"on\": \"2017-01-02\", \"amount\": \"500\"}, {\"on\": \"2017-05-02\", \"amount\": \"600\"} | 220",
        "\"measure\": \"quantity\", \"pay\": {\"type\": \"per-unit\", \"amount\": \"2.5\"} | | {\"on\": \"2017-01-02\", \"quantity\": \"3\"} | 7.5",
        "\"pay\": {\"type\": \"formula\", \"expression\": \"kpi(\\\"csat\\\") * 100\"} | \"kpis\": {\"csat\": \"4.5\"}, | | 450",
        "\"quota\": {\"name\": \"amount\", \"ramp\": {\"factors\": [\"0.5\", \"0.5\", \"0.5\"]}}, \"pay\": {\"type\": \"bonus-steps\", \"on\": \"attainment\", \"pays\": \"highest\", \"steps\": [{\"from\": \"1\", \"amount\": \"300\"}]} | \"joined\": \"2017-01-01\", \"quotas\": {\"amount\": \"1000\"}, | {\"on\": \"2017-03-02\", \"amount\": \"500\"} | 300" })
    void anExampleIsPaidAsAnyoneIs(String component, String figures, String events, String total) {
        PlanDefinition plan = plan(component, figures, events);
        assertThat(PlanChecks.of(plan)).filteredOn(Finding::isError).isEmpty();
        assertThat(run(plan)).isInstanceOfSatisfying(Computed.class,
                computed -> assertThat(computed.total()).isEqualTo(Rate.of(total)));
    }

    @Test
    void colleaguesCountInWhatIsSharedAmongAll() {
        PlanDefinition plan = plan(
                "\"pay\": {\"type\": \"pool\", \"group\": \"plan\", \"fund\": {\"amount\": \"900\"}, \"by\": \"measure\"}",
                "\"colleagues\": [{\"id\": \"ann\", \"events\": [{\"on\": \"2017-01-02\", \"amount\": \"2000\"}]},"
                        + " {\"id\": \"bob\", \"joined\": \"2017-06-01\", \"events\": [{\"on\": \"2017-06-02\", \"amount\": \"9000\"}]}],",
                "{\"on\": \"2017-01-02\", \"amount\": \"1000\"}");
        assertThat(PlanChecks.of(plan)).filteredOn(Finding::isError).isEmpty();
        assertThat(run(plan)).isInstanceOfSatisfying(Computed.class,
                computed -> assertThat(computed.total()).isEqualTo(Rate.of("300")));
    }

    @Test
    void whoHasNoQuotaIsNotComputed() {
        assertThat(run(
                plan("""
				"pay": {"type": "pay-curve", "points": [{"attainment": "0", "payout": "0"}, {"attainment": "1", "payout": "1"}]}""",
                        null, "{\"on\": \"2017-01-02\", \"amount\": \"500\"}")))
                .isInstanceOf(NotComputable.class);
    }

    @Provide
    Arbitrary<PlanDefinition> plans() {
        return PlanArbitraries.plans();
    }

    @Property(tries = 500 * Seeds.TIMES, seed = Seeds.SEED)
    void everyExampleOfASoundPlanCanBeRun(@ForAll("plans") PlanDefinition plan) {
        for (Example example : plan.examples()) {
            if (new CalculatedExamples().run(plan, example) instanceof Computed computed) {
                assertThat(computed.components()).hasSameSizeAs(plan.components());
            }
        }
    }

    private static Outcome run(PlanDefinition plan) {
        return new CalculatedExamples().run(plan, plan.examples().getFirst());
    }

    private static PlanDefinition plan(String component, @Nullable String figures,
            @Nullable String events) {
        String document = """
				{"language": "attain/1", "id": "p", "name": "P", "currency": "USD", "calendar": "quarters",
				 "effective": {"from": "2017-01-01"}, "components": [{"id": "c", "name": "C", %s}],
				 "examples": [{"name": "e", %s "events": [%s], "expect": {"total": "0"}}]}"""
                .formatted(component, figures == null ? "" : figures, events == null ? "" : events);
        return switch (PlanReader.read(document)) {
            case PlanReader.Readable readable -> readable.definition();
            case PlanReader.Unreadable unreadable -> throw new AssertionError(List.copyOf(unreadable.findings()));
        };
    }
}
