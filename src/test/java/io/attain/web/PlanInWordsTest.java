package io.attain.web;

import java.util.List;
import java.util.Locale;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;
import org.springframework.context.i18n.LocaleContextHolder;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import io.attain.fixtures.PlanArbitraries;
import io.attain.fixtures.Seeds;
import io.attain.identity.Users;
import io.attain.participant.Participants;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.PlanReader;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever is paid by a plan can read it. */
class PlanInWordsTest {

    private final PlanInWords words = new PlanInWords(
            new Figures(Mockito.mock(Participants.class), Mockito.mock(Users.class)));

    @Provide
    Arbitrary<PlanDefinition> plans() {
        return PlanArbitraries.plans();
    }

    @Property(tries = 500 * Seeds.TIMES, seed = Seeds.SEED)
    void everyPlanIsSaidInWholeSentences(@ForAll("plans") PlanDefinition plan) {
        assertThat(words.of(plan)).hasSameSizeAs(plan.components()).allSatisfy(component -> assertThat(
                component.sentences()).hasSizeGreaterThan(2).allSatisfy(PlanInWordsTest::isASentence));
        assertThat(words.ofPlan(plan)).allSatisfy(PlanInWordsTest::isASentence);
    }

    @Property(tries = 500 * Seeds.TIMES, seed = Seeds.SEED)
    void andInChinese(@ForAll("plans") PlanDefinition plan) {
        LocaleContextHolder.setLocale(Locale.CHINESE);
        try {
            assertThat(words.of(plan)).allSatisfy(component -> {
                assertThat(component.sentences()).allSatisfy(PlanInWordsTest::isChinese);
                assertThat(component.tiers())
                        .allSatisfy(tier -> assertThat(tier.to()).doesNotContain("below", "above"));
            });
            assertThat(words.ofPlan(plan)).allSatisfy(PlanInWordsTest::isChinese);
        } finally {
            LocaleContextHolder.resetLocaleContext();
        }
    }

    /** Names, formulas and fields stay as they are written; nothing else is English. */
    private static void isChinese(String sentence) {
        assertThat(sentence).endsWith("。").containsPattern("\\p{IsHan}").doesNotContain("Optional", "Rate[", "null")
                .doesNotContainPattern("\\b(The|Every|Each|You|Your|It|What|Deals|Only|pays|deal|period)\\b");
    }

    private static void isASentence(String sentence) {
        assertThat(sentence).matches("(?s)[\\p{Lu}\\p{N}“A].*\\.").doesNotContain("Optional", "Rate[", "null");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "'pay': {'type': 'bonus-steps', 'on': 'attainment', 'pays': 'highest', 'steps': [{'from': '1', 'amount': '5000'}]} | From 100\u00a0% of quota: USD 5,000.",
        "'pay': {'type': 'rank', 'prizes': ['1000', '500']} | You are ranked by the credited amount among everyone in the plan: place 1 wins USD 1,000, place 2 wins USD 500.",
        "'pay': {'type': 'pool', 'fund': {'share': '0.01'}, 'by': 'equal', 'group': 'team'} | 1\u00a0% of the credited amount of all together is shared within your team in equal parts.",
        "'measure': 'quantity', 'pay': {'type': 'per-unit', 'amount': '50'} | Each of the units sold pays USD 50.",
        "'pay': {'type': 'flat-rate', 'rate': '0.1'}, 'gate': {'when': 'tenure > 3', 'otherwise': '0.5'} | It is paid only if tenure > 3; otherwise 50\u00a0% of it is.",
        "'pay': {'type': 'flat-rate', 'rate': '0.1'}, 'cap': {'ofTarget': '2'} | It pays at most 200\u00a0% of target.",
        "'pay': {'type': 'flat-rate', 'rate': '0.1'}, 'payable': {'on': 'collection'} | It is paid as far as the customer has paid.",
        "'pay': {'type': 'flat-rate', 'rate': '0.1'}, 'clawback': {'days': 90, 'takes': 'paid', 'attainment': 'falls'} | If a deal is returned within 90 days, what was already paid for it is taken back, and your attainment falls." })
    void saysWhatAConstructMeans(String component, String sentence) {
        assertThat(words.of(plan(component)).getFirst().sentences()).contains(sentence);
    }

    private static PlanDefinition plan(String component) {
        return switch (PlanReader.read("""
				{"language": "attain/1", "id": "p", "name": "P", "currency": "USD", "calendar": "quarters",
				 "effective": {"from": "2017-01-01"}, "components": [{"id": "c", "name": "C", %s}]}"""
                .formatted(component.replace('\'', '"')))) {
            case PlanReader.Readable readable -> readable.definition();
            case PlanReader.Unreadable unreadable -> throw new AssertionError(List.copyOf(unreadable.findings()));
        };
    }
}
