package io.attain.payable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
import io.attain.plan.language.PlanWriter;
import io.attain.shared.Finding;
import io.attain.shared.Rate;

import static org.assertj.core.api.Assertions.assertThat;

/** Examples in a plan are paid as a close would pay them. */
class PaidExamplesTest {

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
                computed -> assertThat(computed.first().total()).isEqualTo(Rate.of(total)));
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
                computed -> assertThat(computed.first().total()).isEqualTo(Rate.of("300")));
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
    void whatAnExampleComesToCanBeWrittenDownAndHolds(@ForAll("plans") PlanDefinition plan) {
        List<Example> written = new ArrayList<>();
        for (Example example : plan.examples()) {
            if (new PaidExamples().run(plan, example) instanceof Computed computed) {
                assertThat(computed.first().components()).hasSameSizeAs(plan.components());
                written.add(example.expecting(computed.periods().stream().map(one -> new Example.Expected(
                        one.components(), Optional.of(one.total()), one.lines(), one.pay())).toList()));
            }
        }
        PlanDefinition promising = Promised.sound(PlanWriter.canonical(plan.promising(written)));
        assertThat(promising.examples()).hasSameSizeAs(written)
                .allSatisfy(example -> Promised.holds(promising, example));
    }

    private static Outcome run(PlanDefinition plan) {
        return new PaidExamples().run(plan, plan.examples().getFirst());
    }

    private static PlanDefinition plan(String component, @Nullable String figures,
            @Nullable String events) {
        String document = """
				{"language": "attain/1", "id": "p", "name": "P", "currency": "USD", "calendar": "quarters",
				 "effective": {"from": "2017-01-01"}, "components": [{"id": "c", "name": "C", %s}],
				 "examples": [{"name": "e", %s "events": [%s], "expect": {"total": "0"}}]}"""
                .formatted(component, figures == null ? "" : figures, events == null ? "" : events);
        return Promised.read(document);
    }

    // --- up to what is paid

    private static final String BONUS_PLAN = """
            {"language": "attain/1", "id": "p", "name": "P", "currency": "USD", "calendar": "months",
             "effective": {"from": "2017-01-01"},
             "components": [{"id": "c", "name": "C", "pay": {"type": "flat-rate", "rate": "0.1"}%s}]%s,
             "examples": [{"name": "e", %s}]}""";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "a draw tops up | | , \"pay\": {\"draw\": {\"type\": \"recoverable\", \"amount\": \"3000\"}} | \"events\": [{\"on\": \"2017-01-10\", \"amount\": \"18000\"}], \"expect\": {\"total\": \"1800\", \"payable\": \"1800\", \"draw\": {\"advanced\": \"1200\", \"recovered\": \"0\", \"balance\": \"1200\"}, \"paid\": \"3000\"}",
        "a draw is recovered in the month after, half of the excess at most | | , \"pay\": {\"draw\": {\"type\": \"recoverable\", \"amount\": \"3000\", \"recovery\": {\"atMost\": \"0.5\"}}} | \"events\": [{\"on\": \"2017-01-10\", \"amount\": \"18000\"}, {\"on\": \"2017-02-10\", \"amount\": \"50000\"}], \"expect\": {\"paid\": \"3000\"}, \"then\": [{\"total\": \"5000\", \"draw\": {\"recovered\": \"1000\", \"balance\": \"200\"}, \"paid\": \"4000\"}, {\"total\": \"0\", \"draw\": {\"advanced\": \"3000\", \"balance\": \"3200\"}, \"paid\": \"3000\"}]",
        "what was advanced before is recovered without a draw, from all pay | | | \"opening\": {\"draw\": \"700\"}, \"events\": [{\"on\": \"2017-01-10\", \"amount\": \"5000\"}], \"expect\": {\"total\": \"500\", \"draw\": {\"recovered\": \"500\", \"balance\": \"200\"}, \"paid\": \"0\"}",
        "a guarantee adds what is not recovered | | , \"pay\": {\"draw\": {\"type\": \"non-recoverable\", \"amount\": \"1000\"}} | \"events\": [{\"on\": \"2017-01-10\", \"amount\": \"4000\"}, {\"on\": \"2017-02-10\", \"amount\": \"20000\"}], \"expect\": {\"draw\": {\"guaranteed\": \"600\", \"balance\": \"0\"}, \"paid\": \"1000\"}, \"then\": [{\"draw\": {\"guaranteed\": \"0\", \"recovered\": \"0\"}, \"paid\": \"2000\"}]",
        "a holdback comes thirty days later | , \"payable\": {\"holdback\": {\"share\": \"0.2\", \"days\": 30}} | | \"events\": [{\"on\": \"2017-01-10\", \"amount\": \"1000\"}], \"expect\": {\"total\": \"100\", \"payable\": \"80\", \"heldBack\": \"20\", \"paid\": \"80\"}, \"then\": [{\"total\": \"0\", \"payable\": \"20\", \"heldBack\": \"-20\", \"paid\": \"20\"}]",
        "cash makes payable, cut down, and the last takes the rest | , \"payable\": {\"on\": \"collection\"} | | \"events\": [{\"on\": \"2017-01-10\", \"amount\": \"1000.10\", \"event\": \"d\"}, {\"on\": \"2017-01-20\", \"kind\": \"collection\", \"amount\": \"333.33\", \"refersTo\": \"d\"}, {\"on\": \"2017-02-20\", \"kind\": \"collection\", \"amount\": \"666.77\", \"refersTo\": \"d\"}], \"expect\": {\"total\": \"100.01\", \"uncollected\": \"66.68\", \"payable\": \"33.33\", \"paid\": \"33.33\"}, \"then\": [{\"total\": \"0\", \"uncollected\": \"-66.68\", \"paid\": \"66.68\"}]",
        "cash is compared with the whole event, and comes for its invoice, too | , \"payable\": {\"on\": \"collection\"} | | \"events\": [{\"on\": \"2017-01-10\", \"role\": \"split\", \"amount\": \"600\", \"whole\": \"1000\", \"event\": \"d\"}, {\"on\": \"2017-01-11\", \"kind\": \"invoice\", \"amount\": \"1000\", \"event\": \"i\", \"refersTo\": \"d\"}, {\"on\": \"2017-01-20\", \"kind\": \"collection\", \"role\": \"split\", \"amount\": \"300\", \"whole\": \"500\", \"refersTo\": \"i\"}], \"expect\": {\"total\": \"60\", \"paid\": \"30\"}",
        "an invoice makes payable | , \"payable\": {\"on\": \"invoice\"} | | \"events\": [{\"on\": \"2017-01-10\", \"amount\": \"1000\", \"event\": \"d\"}, {\"on\": \"2017-02-20\", \"kind\": \"invoice\", \"amount\": \"1000\", \"refersTo\": \"d\"}], \"expect\": {\"total\": \"100\", \"paid\": \"0\"}, \"then\": [{\"paid\": \"100\"}]",
        "a return takes back more than there is: the rest is carried, and taken from later pay | | | \"events\": [{\"on\": \"2017-01-10\", \"amount\": \"9000\", \"event\": \"d\"}, {\"on\": \"2017-02-10\", \"kind\": \"return\", \"refersTo\": \"d\"}, {\"on\": \"2017-02-11\", \"amount\": \"2000\"}, {\"on\": \"2017-03-10\", \"amount\": \"10000\"}], \"expect\": {\"paid\": \"900\"}, \"then\": [{\"total\": \"-700\", \"receivable\": {\"carried\": \"700\", \"balance\": \"700\"}, \"paid\": \"0\"}, {\"total\": \"1000\", \"receivable\": {\"taken\": \"700\", \"balance\": \"0\"}, \"paid\": \"300\"}]",
        "a part returned takes back its part | | | \"events\": [{\"on\": \"2017-01-10\", \"amount\": \"9000\", \"event\": \"d\"}, {\"on\": \"2017-01-20\", \"kind\": \"return\", \"amount\": \"3000\", \"refersTo\": \"d\"}], \"expect\": {\"total\": \"600\", \"lines\": [{\"component\": \"c\", \"amount\": \"900\"}, {\"component\": \"c\", \"amount\": \"-300\"}], \"paid\": \"600\"}",
        "what was owed before is taken first, then the draw tops up | | , \"pay\": {\"draw\": {\"type\": \"recoverable\", \"amount\": \"1000\"}} | \"opening\": {\"receivable\": \"300\"}, \"events\": [{\"on\": \"2017-01-10\", \"amount\": \"5000\"}], \"expect\": {\"total\": \"500\", \"receivable\": {\"taken\": \"300\", \"balance\": \"0\"}, \"draw\": {\"advanced\": \"800\"}, \"paid\": \"1000\"}" })
    void anExampleIsPaidUpToTheDrawAsAnyoneIs(String what, @Nullable String payable, @Nullable String pay,
            String example) {
        PlanDefinition plan = Promised.sound(BONUS_PLAN.formatted(payable == null ? "" : payable,
                pay == null ? "" : pay, example));
        Promised.holds(plan, plan.examples().getFirst());
    }

    @Test
    void theWindowToDateGoesOnFromPeriodToPeriod() {
        PlanDefinition plan = Promised.sound("""
                {"language": "attain/1", "id": "p", "name": "P", "currency": "USD", "calendar": "months",
                 "effective": {"from": "2017-01-01"},
                 "components": [{"id": "c", "name": "C", "window": "year-to-date", "quota": "amount", "pay": {"type": "retroactive-tiers",
                   "on": "attainment", "tiers": [{"from": "0", "rate": "0.1"}, {"from": "1", "rate": "0.2"}]}}],
                 "examples": [{"name": "the quota of two months is reached in the second", "quotas": {"amount": "5900"},
                   "events": [{"on": "2017-01-10", "amount": "3000"}, {"on": "2017-02-10", "amount": "2900"}],
                   "expect": {"total": "300"}, "then": [{"total": "880", "paid": "880"}]}]}""");
        Promised.holds(plan, plan.examples().getFirst());
    }

    @Test
    void theStepsToWhatIsPaidAreSaidInTwoLanguages() {
        PlanDefinition plan = Promised.sound(BONUS_PLAN.formatted("",
                ", \"pay\": {\"draw\": {\"type\": \"recoverable\", \"amount\": \"3000\"}}",
                "\"events\": [{\"on\": \"2017-01-10\", \"amount\": \"18000\"}], \"expect\": {\"paid\": \"3000\"}"));
        assertThat(run(plan)).isInstanceOfSatisfying(Computed.class, computed -> {
            assertThat(computed.first().steps()).map(step -> step.in(Locale.ENGLISH)).containsExactly(
                    "1,800.00 USD is earned.",
                    "The draw of 3,000.00 USD advances 1,200.00 USD; 1,200.00 USD is to be recovered from later pay.");
            assertThat(computed.first().steps()).map(step -> step.in(Locale.CHINESE)).first()
                    .isEqualTo("本期应得 1,800.00 USD。");
        });
    }

    @Test
    void aDrawOfTargetPayNeedsTargetPay() {
        PlanDefinition plan = Promised.sound(BONUS_PLAN.formatted("",
                ", \"pay\": {\"draw\": {\"type\": \"recoverable\", \"ofTarget\": \"0.5\"}}",
                "\"events\": [], \"expect\": {\"paid\": \"0\"}"));
        assertThat(run(plan)).isEqualTo(new NotComputable(
                "The draw is a part of target pay, and the example gives no \"target\"."));
    }
}
