package io.attain.plan.comparison;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.PlanReader;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said of two versions of a plan. */
class PlanComparisonTest {

    private static final String TIERED = """
            {"type": "marginal-tiers", "on": "attainment", "base": {"type": "flat-rate", "rate": "0.05"},
             "tiers": [{"from": "0", "factor": "1"}, {"from": "1", "factor": "1.5"}]}""";

    @Test
    void saysNothingOfEqualPlans() {
        assertThat(PlanComparison.between(plan(component("new", TIERED, "")), plan(component("new", TIERED, ""))))
                .isEmpty();
    }

    @Test
    void saysWhichBoundaryMovesAndThatTheCapIsGone() {
        PlanDefinition before = plan(component("new", TIERED, ", \"cap\": {\"amount\": \"5000\"}"));
        PlanDefinition after = plan(component("new", TIERED.replace("\"from\": \"1\"", "\"from\": \"1.1\""), ""));

        List<Change> changes = PlanComparison.between(before, after);

        assertThat(changes).extracting(change -> change.sentence(Locale.ENGLISH)).containsExactly(
                "Start of tier 2 of “New business”: from 100 % to 110 %.",
                "Cap of “New business” is removed; it was: amount (USD 5,000).");
        assertThat(changes).extracting(change -> change.sentence(Locale.CHINESE)).containsExactly(
                "“新业务”的第2档的起点：由100 %改为110 %。", "取消“新业务”的封顶，原为：金额（USD 5,000）。");
        assertThat(changes).extracting(Change::path).containsExactly("components/new/pay/tiers/2/from",
                "components/new/modifiers/cap");
    }

    @Test
    void saysThatATierIsAddedInTheMiddle() {
        PlanDefinition after = plan(component("new", TIERED.replace("{\"from\": \"1\",",
                "{\"from\": \"0.5\", \"factor\": \"1.2\"}, {\"from\": \"1\","), ""));
        assertThat(english(plan(component("new", TIERED, "")), after)).containsExactly(
                "Tier 2 of “New business” is added: tier (start 50 %; factor on the base (factor × 1.2)).");
    }

    @Test
    void saysHowAComponentPaysNowWhenItPaysInAnotherWay() {
        assertThat(english(plan(component("new", "{\"type\": \"flat-rate\", \"rate\": \"0.05\"}", "")),
                plan(component("new", "{\"type\": \"per-unit\", \"amount\": \"50\"}", ", \"measure\": \"count\""))))
                .containsExactly("Measure of “New business”: from amount to count of events.",
                        "Pay of “New business”: from flat rate (rate 5 %) to amount per unit (flat rate (rate USD 50)).");
    }

    @Test
    void saysWhatIsAddedRemovedAndReordered() {
        String flat = "{\"type\": \"flat-rate\", \"rate\": \"0.05\"}";
        List<String> said = english(plan(component("a", flat, "") + "," + component("b", flat, "")),
                plan(component("b", flat, "") + "," + component("a", flat, "")));
        assertThat(said).containsExactly("Order of components: from a, b to b, a.");

        assertThat(english(plan(component("a", flat, "")), plan(component("b", flat, "")))).hasSize(2)
                .anyMatch(sentence -> sentence.startsWith("“New business” is added: component (id “b”;"))
                .anyMatch(sentence -> sentence.startsWith("“New business” is removed; it was: component (id “a”;"));
    }

    @Test
    void recognisesARowOfATableByItsCondition() {
        String table = """
                {"type": "rate-table", "fields": ["product"], "otherwise": "0",
                 "rows": [{"when": {"product": "GTX"}, "rate": "0.05"}, {"when": {"product": "MG"}, "rate": "0.07"}]}""";
        assertThat(
                english(plan(component("new", table, "")), plan(component("new", table.replace("0.07", "0.08"), ""))))
                .containsExactly("Rate of the row for product = MG of “New business”: from 7 % to 8 %.");
    }

    @ParameterizedTest(name = "{0} becomes {1}: {2}")
    @CsvSource(delimiter = '|', value = {
        "\"window\": \"period\" | \"window\": \"year-to-date\" | Window of “New business”: from period to year to date.",
        "\"gate\": {\"when\": \"attainment > 0.5\"} | \"gate\": {\"when\": \"attainment > 0.6\"} | Condition of gate of “New business”: from “attainment > 0.5” to “attainment > 0.6”.",
        "\"payable\": {\"on\": \"booking\"} | \"payable\": {\"on\": \"collection\"} | Event that makes it payable of “New business”: from booking to collection.",
        "\"clawback\": {\"days\": 90} | \"clawback\": {\"days\": 180} | Days for taking back of “New business”: from 90 to 180.",
        "\"floor\": {\"amount\": \"10\"} | \"floor\": {\"ofTarget\": \"0.1\"} | Floor of “New business”: from amount (USD 10) to share of target pay (10 %).",
        "\"credits\": {\"roles\": [\"direct\"]} | \"credits\": {\"roles\": [\"direct\", \"rollup\"]} | Roles credited of “New business”: from direct to direct, roll-up.",
        "\"quota\": {\"name\": \"a\", \"ramp\": {\"factors\": [\"0.5\"]}} | \"quota\": {\"name\": \"a\", \"ramp\": {\"factors\": [\"0.6\"]}} | Month 1 of ramp of quota of “New business”: from 50 % to 60 %." })
    void saysEveryWordOfAComponent(String before, String after, String sentence) {
        String flat = "{\"type\": \"flat-rate\", \"rate\": \"0.05\"}";
        assertThat(english(plan(component("new", flat, ", " + before)), plan(component("new", flat, ", " + after))))
                .containsExactly(sentence);
    }

    @Test
    void hasWordsForEverythingThatThePlanLanguageCanSay() {
        Vocabulary vocabulary = new Vocabulary();
        List<String> wordless = new ArrayList<>();
        for (Class<?> type : language()) {
            if (type.isRecord()) {
                if (vocabulary.type(type).isEmpty()) {
                    wordless.add(Vocabulary.name(type));
                }
                for (RecordComponent component : type.getRecordComponents()) {
                    if (vocabulary.field(type, component.getName()).isEmpty()) {
                        wordless.add(Vocabulary.name(type) + "." + component.getName());
                    }
                }
            }
            for (Object constant : type.isEnum() ? type.getEnumConstants() : new Object[0]) {
                if (vocabulary.word((Enum<?>) constant).isEmpty()) {
                    wordless.add(Vocabulary.name(type) + "." + constant);
                }
            }
        }
        assertThat(wordless).isEmpty();
        assertThat(language()).hasSizeGreaterThan(60);
    }

    /** Every type of the language that a definition can hold. */
    private static Set<Class<?>> language() {
        Set<Class<?>> known = new LinkedHashSet<>();
        Deque<Type> open = new ArrayDeque<>(List.of(PlanDefinition.class));
        while (!open.isEmpty()) {
            switch (open.pop()) {
                case ParameterizedType parameterized -> open.addAll(List.of(parameterized.getActualTypeArguments()));
                case GenericArrayType array -> open.add(array.getGenericComponentType());
                case Class<?> type when isOfTheLanguage(type) && known.add(type) -> {
                    if (type.isSealed()) {
                        open.addAll(List.of(type.getPermittedSubclasses()));
                    }
                    for (RecordComponent component : type.isRecord()
                            ? type.getRecordComponents()
                            : new RecordComponent[0]) {
                        open.add(component.getGenericType());
                    }
                }
                default -> {
                }
            }
        }
        return known;
    }

    private static boolean isOfTheLanguage(Class<?> type) {
        return type.getPackage() != null && type.getPackage().equals(PlanDefinition.class.getPackage())
                && !Set.of("Text", "Formula").contains(type.getSimpleName());
    }

    private static List<String> english(PlanDefinition before, PlanDefinition after) {
        return PlanComparison.between(before, after).stream().map(change -> change.sentence(Locale.ENGLISH)).toList();
    }

    private static String component(String id, String pay, String more) {
        return """
                {"id": "%s", "name": {"en": "New business", "zh": "新业务"}, "pay": %s%s}""".formatted(id, pay, more);
    }

    private static PlanDefinition plan(String components) {
        return switch (PlanReader.read("""
                {"language": "attain/1", "id": "ae", "name": "AE", "currency": "USD", "calendar": "quarters",
                 "effective": {"from": "2017-01-01"}, "components": [%s]}""".formatted(components))) {
            case PlanReader.Readable readable -> readable.definition();
            case PlanReader.Unreadable unreadable -> throw new AssertionError(unreadable.findings());
        };
    }
}
