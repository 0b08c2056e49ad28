package io.attain.calculation.explanation;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

import io.attain.calculation.engine.Calculator;
import io.attain.calculation.engine.Derivation;
import io.attain.calculation.engine.Lines;
import io.attain.calculation.engine.Payee;
import io.attain.shared.DateRange;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks that lines are explained: the arithmetic ends at the amount, and every step is said in both languages. */
public final class Explained {

    private Explained() {}

    /** @param lines as the calculator wrote them for the group */
    public static void everyLine(List<Payee> group, DateRange period, List<Lines> lines, Currency currency) {
        for (int who = 0; who < group.size(); who++) {
            List<Derivation> derivations = new Calculator().derive(group, period, who);
            assertThat(derivations).hasSize(lines.get(who).size());
            for (int line = 0; line < derivations.size(); line++) {
                Derivation derivation = derivations.get(line);
                assertThat(derivation.amount()).isEqualByComparingTo(
                        BigDecimal.valueOf(lines.get(who).amount(line), currency.getDefaultFractionDigits()));
                for (int step = 0; step < derivation.steps().size(); step++) {
                    said(new Fact.Derived(derivation.steps().get(step), derivation.standings().get(step)), currency);
                }
            }
        }
    }

    /** A sentence in either language, whole, with nothing of the machine in it. */
    public static void said(Fact fact, Currency currency) {
        String english = Sentences.of(fact, currency, Locale.ENGLISH);
        String chinese = Sentences.of(fact, currency, Locale.SIMPLIFIED_CHINESE);
        assertThat(english).endsWith(".").doesNotContain("Optional", "null", "%s", "[", "{").isNotEqualTo(chinese);
        assertThat(chinese).endsWith("。").containsPattern("\\p{IsHan}").doesNotContain("Optional", "null", "%s");
        assertThat(FactFields.of(fact).toString()).doesNotContain("Optional", "null");
    }
}
