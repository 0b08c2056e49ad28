package io.attain.crediting.rule;

import org.junit.jupiter.api.Test;

import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CreditRulesTest {

    @Test
    void whatIsWrittenIsReadBack() {
        String text = """
				{"rules":[
				  {"id":"touches","events":["booking","invoice"],"where":"amount > 5","to":"touches",
				   "attribution":{"mail":"1","call":"2.5"},"role":"direct"},
				  {"id":"owner","to":"account-owner"},
				  {"id":"t","to":"touches","attribution":"position-based"},
				  {"id":"sp","to":"product-specialist","role":"overlay","share":"0.5"}],
				 "rollup":{"overlay":true}}
				""";
        CreditRules rules = CreditRules.fromJson(text);
        assertThat(rules.rollUpOverlay()).isTrue();
        assertThat(rules.rules()).hasSize(4);
        assertThat(CreditRules.fromJson(rules.toJson())).isEqualTo(rules);
        assertThat(CreditRules.fromJson(CreditRules.STANDARD.toJson())).isEqualTo(CreditRules.STANDARD);
    }

    @Test
    void aFlawIsNamedWithItsPlace() {
        refused("{\"rules\":[{\"id\":\"a\",\"to\":\"boss\"}]}", "/rules/0/to");
        refused("{\"rules\":[{\"id\":\"a\",\"to\":\"seller\",\"share\":\"0.5\"}]}", "/rules/0/share");
        refused("{\"rules\":[{\"id\":\"a\",\"to\":\"touches\"}]}", "/rules/0/attribution");
        refused("{\"rules\":[{\"id\":\"a\",\"to\":\"seller\",\"events\":[\"party\"]}]}", "party");
        refused("{\"rules\":[{\"id\":\"a\",\"to\":\"seller\"},{\"id\":\"a\",\"to\":\"seller\"}]}", "called “a”");
        refused("{\"rules\":[{\"id\":\"a\",\"to\":\"seller\",\"wen\":\"x\"}]}", "/rules/0/wen");
        refused("{\"rules\":[]}", "1 to 100");
        refused("{", "JSON");
    }

    private static void refused(String text, String place) {
        assertThatThrownBy(() -> CreditRules.fromJson(text)).isInstanceOf(Refused.class).hasMessageContaining(place);
    }
}
