package io.attain.plan.language;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.attain.shared.Finding;
import io.attain.shared.Severity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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

    /** A component around which the plan is sound. */
    private static String plan(String component) {
        return """
				{"language": "attain/1", "id": "p", "name": "P", "currency": "USD", "calendar": "quarters",
				 "effective": {"from": "2017-03-01", "to": "2018-03-01"}, "components": [
				  {"id": "other", "name": "Other", "quota": "amount", "pay": {"type": "pay-curve", "points": [{"attainment": "0", "payout": "0"}, {"attainment": "1", "payout": "1"}]}},
				  {"id": "a", "name": "A", %s}%s""".formatted(
                component.contains(" // ") ? component.substring(0, component.indexOf(" // ")) : component,
                component.contains(" // ") ? "], " + component.substring(component.indexOf(" // ") + 4) + "}" : "]}");
    }

    @ParameterizedTest(name = "{2} at {1}: {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        // Tiers, steps, curves, axes
        "'pay': {'type': 'retroactive-tiers', 'on': 'measure', 'tiers': [{'from': '5', 'rate': '0.1'}]} | /pay/tiers/0/from | ERROR",
        "'pay': {'type': 'retroactive-tiers', 'on': 'measure', 'tiers': [{'from': '0', 'moreThan': true, 'rate': '0.1'}]} | /pay/tiers/0/moreThan | ERROR",
        "'pay': {'type': 'retroactive-tiers', 'on': 'measure', 'base': {'type': 'flat-rate', 'rate': '0.1'}, 'tiers': [{'from': '0', 'rate': '0.1'}]} | /pay/base | WARNING",
        "'pay': {'type': 'bonus-steps', 'on': 'measure', 'pays': 'every', 'steps': [{'from': '5', 'amount': '1'}, {'from': '5', 'amount': '2'}]} | /pay/steps/1/from | ERROR",
        "'pay': {'type': 'bonus-steps', 'on': 'measure', 'pays': 'highest', 'steps': [{'from': '5', 'amount': '2'}, {'from': '6', 'amount': '1'}]} | /pay/steps/1/amount | WARNING",
        "'pay': {'type': 'bonus-steps', 'on': 'measure', 'pays': 'every', 'steps': [{'from': '5', 'amount': '1.005'}]} | /pay/steps/0/amount | ERROR",
        "'pay': {'type': 'bonus-steps', 'on': 'measure', 'pays': 'every', 'steps': [{'from': '5.001', 'amount': '1'}]} | /pay/steps/0/from | ERROR",
        "'measure': 'quantity', 'pay': {'type': 'bonus-steps', 'on': 'measure', 'pays': 'every', 'steps': [{'from': '5.0000001', 'amount': '1'}]} | /pay/steps/0/from | ERROR",
        "'pay': {'type': 'bonus-steps', 'on': 'measure', 'pays': 'difference', 'steps': [{'from': '5', 'amount': '1'}]} | /pay/pays | ERROR",
        "'pay': {'type': 'pay-curve', 'points': [{'attainment': '1', 'payout': '0'}, {'attainment': '0.5', 'payout': '1'}]} | /pay/points/1/attainment | ERROR",
        "'pay': {'type': 'pay-curve', 'points': [{'attainment': '0', 'payout': '1'}, {'attainment': '100', 'payout': '2'}]} | /pay/points/1/attainment | WARNING",
        "'pay': {'type': 'pay-curve', 'points': [{'attainment': '0', 'payout': '1'}, {'attainment': '1', 'payout': '0'}]} | /pay/points/1/payout | WARNING",
        "'pay': {'type': 'matrix', 'rows': {'by': 'measure', 'from': ['0', '0']}, 'columns': {'by': 'tenure', 'from': ['0']}, 'cells': [['1'], ['2']], 'pays': 'rate'} | /pay/rows/from/1 | ERROR",
        "'pay': {'type': 'matrix', 'rows': {'by': 'measure', 'from': ['0', '1']}, 'columns': {'by': 'tenure', 'from': ['0']}, 'cells': [['1']], 'pays': 'rate'} | /pay/cells | ERROR",
        "'pay': {'type': 'matrix', 'rows': {'by': 'measure', 'from': ['0']}, 'columns': {'by': 'tenure', 'from': ['0', '2']}, 'cells': [['1']], 'pays': 'rate'} | /pay/cells/0 | ERROR",
        "'pay': {'type': 'rank', 'prizes': ['10', '20']} | /pay/prizes/1 | WARNING",
        "'pay': {'type': 'rank', 'prizes': ['-10']} | /pay/prizes/0 | ERROR",
        "'pay': {'type': 'pool', 'fund': {'share': '2'}, 'by': 'equal'} | /pay/fund/share | WARNING",
        "'pay': {'type': 'pool', 'fund': {'amount': '2'}, 'by': {'shares': {'x': '0'}}} | /pay/by/shares | ERROR",
        // Scorecards
        "'pay': {'type': 'scorecard', 'kpis': [{'id': 'k', 'name': 'K', 'weight': '0.9', 'actual': 'measure', 'score': {'type': 'ratio', 'goal': '1'}}]} | /pay/kpis | ERROR",
        "'pay': {'type': 'scorecard', 'kpis': [{'id': 'k', 'name': 'K', 'weight': '1', 'actual': 'measure', 'score': {'type': 'ratio', 'goal': '0'}}]} | /pay/kpis/0/score/goal | ERROR",
        "'pay': {'type': 'scorecard', 'kpis': [{'id': 'k', 'name': 'K', 'weight': '1', 'actual': 'measure', 'scoreCap': '0.5', 'gate': '0.6', 'score': {'type': 'ratio', 'goal': '1'}}]} | /pay/kpis/0/scoreCap | ERROR",
        "'pay': {'type': 'scorecard', 'kpis': [{'id': 'k', 'name': 'K', 'weight': '1', 'actual': 'measure', 'score': {'type': 'ratio', 'goal': '1'}}, {'id': 'k', 'name': 'K', 'weight': '0', 'actual': 'measure', 'score': {'type': 'ratio', 'goal': '1'}}]} | /pay/kpis/1/id | ERROR",
        "'pay': {'type': 'scorecard', 'kpis': [{'id': 'k', 'name': 'K', 'weight': '1', 'actual': 'measure', 'score': {'type': 'steps', 'steps': [{'from': '2', 'score': '1'}, {'from': '1', 'score': '2'}]}}]} | /pay/kpis/0/score/steps/1/from | ERROR",
        // Windows, measures, credits, quotas
        "'window': 'credit', 'pay': {'type': 'rank', 'prizes': ['10']} | /window | ERROR",
        "'window': 'credit', 'pay': {'type': 'pay-curve', 'points': [{'attainment': '0', 'payout': '0'}, {'attainment': '1', 'payout': '1'}]} | /window | ERROR",
        "'measure': {'type': 'distinct', 'field': 'acount'}, 'pay': {'type': 'per-unit', 'amount': '5'} | /measure/field | ERROR",
        "'measure': {'type': 'distinct', 'field': 'amount'}, 'pay': {'type': 'per-unit', 'amount': '5'} | /measure/field | ERROR",
        "'measure': {'type': 'attribute', 'name': 'quantity'}, 'pay': {'type': 'per-unit', 'amount': '5'} | /measure/name | ERROR",
        "'measure': 'amount-less-commission-below', 'pay': {'type': 'flat-rate', 'rate': '0.1'} | /credits/roles | ERROR",
        "'credits': {'events': ['booking', 'invoice']}, 'pay': {'type': 'flat-rate', 'rate': '0.1'} | /credits/events | WARNING",
        "'credits': {'events': ['stage']}, 'pay': {'type': 'flat-rate', 'rate': '0.1'} | /measure | WARNING",
        "'pay': {'type': 'uncollected-deduction', 'rate': '0.05'} | /credits/events | ERROR",
        "'measure': 'count', 'credits': {'events': ['invoice', 'collection']}, 'pay': {'type': 'uncollected-deduction', 'rate': '0.05'} | /measure | ERROR",
        "'quota': {'name': 'amount', 'ramp': {'factors': ['-1']}}, 'pay': {'type': 'flat-rate', 'rate': '0.1'} | /quota/ramp/factors/0 | ERROR",
        "'quota': {'name': 'amount', 'ramp': {'amounts': ['1.005']}}, 'pay': {'type': 'flat-rate', 'rate': '0.1'} | /quota/ramp/amounts/0 | ERROR",
        "'quota': {'name': 'amount', 'seasonal': ['0','0','0','0','0','0','0','0','0','0','0','0']}, 'pay': {'type': 'flat-rate', 'rate': '0.1'} | /quota/seasonal | ERROR",
        "'target': {'share': '0.5'}, 'pay': {'type': 'flat-rate', 'rate': '0.1'} | /target | WARNING",
        // Formulas
        "'credits': {'where': 'product ='}, 'pay': {'type': 'flat-rate', 'rate': '0.1'} | /credits/where | ERROR",
        "'credits': {'where': 'amount'}, 'pay': {'type': 'flat-rate', 'rate': '0.1'} | /credits/where | ERROR",
        "'credits': {'where': 'prodct = ~x~'}, 'pay': {'type': 'flat-rate', 'rate': '0.1'} | /credits/where | WARNING",
        "'pay': {'type': 'formula', 'expression': 'measur * 2'} | /pay/expression | ERROR",
        "'pay': {'type': 'formula', 'expression': 'attainment * 2'} | /pay/expression | ERROR",
        "'pay': {'type': 'formula', 'expression': 'earned * 2'} | /pay/expression | ERROR",
        "'pay': {'type': 'formula', 'expression': 'measure(~nobody~)'} | /pay/expression | ERROR",
        "'pay': {'type': 'flat-rate', 'rate': '0.1'}, 'gate': {'when': 'team'} | /gate/when | ERROR",
        "'pay': {'type': 'flat-rate', 'rate': '0.1'}, 'gate': {'when': 'attainment(~a~) > 1'} | /gate/when | ERROR",
        "'window': 'credit', 'quota': 'amount', 'pay': {'type': 'flat-rate', 'rate': '0.1'}, 'gate': {'when': 'attainment > 1'} | /gate/when | ERROR",
        "'pay': {'type': 'pool', 'fund': {'amount': '2'}, 'by': 'equal', 'qualify': 'measure'} | /pay/qualify | ERROR",
        // Modifiers and payment
        "'pay': {'type': 'flat-rate', 'rate': '0.1'}, 'multipliers': [{'by': 'tenure', 'steps': [{'from': '2', 'factor': '1.1'}, {'from': '1', 'factor': '1.2'}]}] | /multipliers/0/steps/1/from | ERROR",
        "'pay': {'type': 'flat-rate', 'rate': '0.1'}, 'multipliers': [{'by': 'tenure', 'steps': [{'from': '2', 'factor': '1'}]}] | /multipliers/0 | WARNING",
        "'pay': {'type': 'flat-rate', 'rate': '0.1'}, 'multipliers': [{'fields': ['product'], 'rows': [{'when': {'product': 'x'}, 'factor': '2'}, {'when': {'product': 'x'}, 'factor': '3'}], 'otherwise': '1'}] | /multipliers/0/rows/1 | ERROR",
        "'pay': {'type': 'rank', 'prizes': ['10']}, 'multipliers': [{'fields': ['product'], 'rows': [{'when': {'product': 'x'}, 'factor': '2'}], 'otherwise': '1'}] | /multipliers/0 | WARNING",
        "'pay': {'type': 'flat-rate', 'rate': '0.1'}, 'gate': {'when': 'tenure > 1', 'otherwise': '1'} | /gate/otherwise | ERROR",
        "'pay': {'type': 'flat-rate', 'rate': '0.1'}, 'floor': {'amount': '10'}, 'cap': {'amount': '5'} | /cap | ERROR",
        "'pay': {'type': 'flat-rate', 'rate': '0.1'}, 'floor': {'ofTarget': '0.5'}, 'cap': {'ofTarget': '0.4'} | /cap | ERROR",
        "'pay': {'type': 'flat-rate', 'rate': '0.1'}, 'cap': {'amount': '0'} | /cap/amount | ERROR",
        "'pay': {'type': 'flat-rate', 'rate': '0.1'}, 'cap': {'amount': '5'}, 'lineCap': {'amount': '6'} | /lineCap | WARNING",
        "'pay': {'type': 'flat-rate', 'rate': '0.1'}, 'floor': {'amount': '5', 'guaranteed': true} | /floor/guaranteed | WARNING",
        "'pay': {'type': 'flat-rate', 'rate': '0.1'}, 'payable': {'on': 'booking', 'holdback': {'share': '1.5', 'days': 30}} | /payable/holdback/share | ERROR",
        "'pay': {'type': 'rank', 'prizes': ['10']}, 'payable': {'on': 'collection'} | /payable/on | WARNING",
        "'pay': {'type': 'flat-rate', 'rate': '0.1'}, 'clawback': {'takes': 'unserved-term'} | /clawback/termMonths | ERROR",
        "'pay': {'type': 'flat-rate', 'rate': '0.1'}, 'clawback': {'termMonths': 12} | /clawback/termMonths | WARNING",
        "'pay': {'type': 'flat-rate', 'rate': '0.1'}, 'clawback': {'days': 0} | /clawback/days | WARNING" })
    void eachConstructIsChecked(String component, String path, Severity severity) {
        assertThat(found(component)).anySatisfy(finding -> {
            assertThat(finding.path()).isEqualTo("/components/1" + path);
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.sentence()).endsWith(".");
            assertThat(finding.remedy()).isNotBlank();
        });
    }

    @ParameterizedTest(name = "{2} at {1}: {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "'floor': {'amount': '10'} // 'pay': {'cap': {'amount': '5'}} | /pay/cap | ERROR",
        "'target': {'share': '0.2'}, 'cap': {'ofTarget': '2'} // 'pay': {} | /components | NONE",
        "'cap': {'amount': '2'} // 'pay': {'cap': {'amount': '5'}, 'draw': {'type': 'recoverable', 'amount': '6'}} | /pay/cap | ERROR",
        "'cap': {'amount': '2'} // 'pay': {'cap': {'amount': '5'}, 'budget': {'amount': '4'}} | /pay/budget | WARNING",
        "'cap': {'amount': '2'} // 'pay': {'budget': {'amount': '4.005'}} | /pay/budget/amount | ERROR",
        "'cap': {'amount': '2'} // 'pay': {'draw': {'type': 'recoverable', 'amount': '0'}} | /pay/draw/amount | ERROR",
        "'cap': {'amount': '2'} // 'pay': {'draw': {'type': 'recoverable', 'amount': '1', 'ramp': ['-1']}} | /pay/draw/ramp/0 | ERROR",
        "'cap': {'amount': '2'} // 'pay': {'draw': {'type': 'recoverable', 'amount': '1', 'ramp': ['1', '1'], 'months': 1}} | /pay/draw/ramp | WARNING",
        "'cap': {'amount': '2'} // 'pay': {'draw': {'type': 'non-recoverable', 'amount': '1', 'recovery': {'afterMonths': 2}}} | /pay/draw/recovery | ERROR",
        "'cap': {'amount': '2'} // 'pay': {'draw': {'type': 'recoverable', 'amount': '1', 'recovery': {'atMost': '2'}}} | /pay/draw/recovery/atMost | ERROR",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'events': [], 'expect': {'components': {'nobody': '1'}}}] | /examples/0/expect/components/nobody | ERROR",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'events': [], 'expect': {'total': '1.005'}}] | /examples/0/expect/total | ERROR",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'events': [{'on': '2016-01-01'}], 'expect': {'total': '1'}}] | /examples/0/events/0/on | ERROR",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'colleagues': [{'id': 'a', 'events': [{'on': '2016-01-01'}]}], 'expect': {'total': '1'}}] | /examples/0/colleagues/0/events/0/on | ERROR",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'colleagues': [{'id': 'example'}], 'expect': {'total': '1'}}] | /examples/0/colleagues/0/id | ERROR",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'events': [{'on': '2017-04-01', 'quantity': 'few'}], 'expect': {'total': '1'}}] | /examples/0/events/0/quantity | ERROR",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'period': {'from': '2019-01-01', 'to': '2019-02-01'}, 'events': [], 'expect': {'total': '1'}}] | /examples/0/period | ERROR",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'quotas': {'none': '1'}, 'events': [], 'expect': {'total': '1'}}] | /examples/0/quotas/none | WARNING",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'kpis': {'none': '1'}, 'events': [], 'expect': {'total': '1'}}] | /examples/0/kpis/none | WARNING",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'events': [], 'expect': {'total': '1'}}, {'name': 'x', 'events': [], 'expect': {'total': '1'}}] | /examples/1/name | ERROR",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'events': [], 'expect': {'paid': '1.005'}}] | /examples/0/expect/paid | ERROR",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'events': [], 'expect': {'total': '1'}, 'then': [{'total': '1.005'}]}] | /examples/0/then/0/total | ERROR",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'events': [], 'expect': {'total': '1'}, 'then': [{}, {'components': {'nobody': '1'}}]}] | /examples/0/then/1/components/nobody | ERROR",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'events': [], 'expect': {'paid': '-1'}}] | /examples/0/expect/paid | ERROR",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'events': [], 'expect': {'draw': {'advanced': '1'}}}] | /examples/0/expect/draw/advanced | ERROR",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'events': [], 'expect': {'draw': {'guaranteed': '1'}}}] | /examples/0/expect/draw/guaranteed | ERROR",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'events': [], 'expect': {'draw': {'balance': '1'}}}] | /examples/0/expect/draw/balance | ERROR",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'events': [], 'expect': {'uncollected': '1'}}] | /examples/0/expect/uncollected | ERROR",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'events': [], 'expect': {'heldBack': '1'}}] | /examples/0/expect/heldBack | ERROR",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'opening': {'draw': '-1'}, 'events': [], 'expect': {'total': '1'}}] | /examples/0/opening/draw | ERROR",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'opening': {'receivable': '1.005'}, 'events': [], 'expect': {'total': '1'}}] | /examples/0/opening/receivable | ERROR",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'events': [{'on': '2017-04-01', 'kind': 'return', 'amount': '1'}], 'expect': {'total': '1'}}] | /examples/0/events/0 | ERROR",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'events': [{'on': '2017-04-01', 'event': 'a'}, {'on': '2017-04-01', 'amount': '1', 'refersTo': 'a'}], 'expect': {'total': '1'}}] | /examples/0/events/1/refersTo | ERROR",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'events': [{'on': '2017-04-01', 'kind': 'collection', 'refersTo': 'nothing'}], 'expect': {'total': '1'}}] | /examples/0/events/0/refersTo | ERROR",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'events': [{'on': '2017-05-01', 'event': 'a'}, {'on': '2017-04-01', 'kind': 'collection', 'refersTo': 'a'}], 'expect': {'total': '1'}}] | /examples/0/events/1/refersTo | ERROR",
        "'cap': {'amount': '2'} // 'examples': [{'name': 'x', 'events': [{'on': '2017-04-01', 'amount': '1', 'whole': '1.005'}], 'expect': {'total': '1'}}] | /examples/0/events/0/whole | ERROR" })
    void thePlanAsAWholeIsChecked(String rest, String path, String severity) {
        List<Finding> findings = found("'pay': {'type': 'flat-rate', 'rate': '0.1'}, " + rest);
        if (severity.equals("NONE")) {
            assertThat(findings).extracting(Finding::path).doesNotContain(path);
        } else {
            assertThat(findings).anySatisfy(finding -> {
                assertThat(finding.path()).isEqualTo(path);
                assertThat(finding.severity()).isEqualTo(Severity.valueOf(severity));
            });
        }
    }

    @Test
    void earningsThatWaitForEachOtherAreFound() {
        assertThat(found("""
				'pay': {'type': 'formula', 'expression': 'earned(~b~)'}}, {'id': 'b', 'name': 'B',
				'pay': {'type': 'formula', 'expression': 'earned(~a~) + 1'}"""))
                .filteredOn(Finding::isError).extracting(Finding::path, Finding::sentence).containsExactly(
                        tuple("/components/1", "The earnings wait for each other: a → b → a."),
                        tuple("/components/2", "The earnings wait for each other: b → a → b."));
    }

    /** Written with single quotes, and ~ for quotes within a formula. */
    private static List<Finding> found(String component) {
        return PlanChecks.of(PlanReaderTest.definition(plan(component).replace('\'', '"').replace("~", "\\\"")));
    }

    @Test
    void errorsComeFirst() {
        assertThat(PlanChecks.of(PlanReaderTest.definition(PLAN.replace("\"factor\": \"1.5\"", "\"factor\": \"15\"")
                .replace("\"id\": \"b\"", "\"id\": \"a\"")))).extracting(Finding::severity)
                .containsExactly(Severity.ERROR, Severity.WARNING);
    }
}
