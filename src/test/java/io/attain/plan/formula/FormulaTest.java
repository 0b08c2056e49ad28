package io.attain.plan.formula;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import io.attain.fixtures.Seeds;

import static org.assertj.core.api.Assertions.assertThat;

class FormulaTest {

    private static final Map<String, String> NUMBERS = Map.of("measure", "300000", "attainment", "1.2", "quota",
            "250000", "target", "10000", "tenure", "3", "earned", "9000", "amount", "500.50", "seats", "12");
    private static final Values VALUES = new Values() {

        @Override
        public Optional<BigDecimal> number(String name) {
            return Optional.ofNullable(NUMBERS.get(name)).map(BigDecimal::new);
        }

        @Override
        public String text(String name) {
            return Map.of("team", "East", "product", "GTX Pro", "segment", "smb").getOrDefault(name, "");
        }

        @Override
        public Optional<LocalDate> date(String name) {
            return Optional.of(LocalDate.of(2017, 3, 31));
        }

        @Override
        public Optional<BigDecimal> number(String function, String argument) {
            return argument.equals("csat") ? Optional.of(new BigDecimal("4.6")) : Optional.empty();
        }
    };

    private static Checking window(String text, Type wanted) {
        return Checking.of(text, Scope.ofWindow(Set.of("new", "renewal")), wanted);
    }

    private static TypedFormula sound(Checking checking) {
        assertThat(checking).isInstanceOf(Checking.Sound.class);
        return ((Checking.Sound) checking).formula();
    }

    private static Problem problem(Checking checking) {
        assertThat(checking).isInstanceOf(Checking.Unsound.class);
        return ((Checking.Unsound) checking).problems().getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1 + 2 * 3 | 7", "(1 + 2) * 3 | 9", "10 - 4 - 3 | 3", "2 ** 3 ** 1 | -", "-2 ** 2 | -4", "(-2) ** 2 | 4",
        "10 / 4 | 2.5", "1 / 3 | 0.3333333333333333333333333333333333",
        "-2 / 3 | -0.6666666666666666666666666666666666",
        "min(3, 1, 2) | 1", "max(3, 1, 2) | 3", "abs(-4.5) | 4.5", "round(2.345, 2) | 2.35", "round(-2.345, 2) | -2.35",
        "floor(-1.5) | -2", "ceiling(-1.5) | -1", "measure / quota | 1.2", "measure / 0 | none",
        "if attainment >= 1 then measure * 0.1 else 0 | 30000", "target * min(attainment, 1.1) | 11000",
        "if team = \"East\" then 1 else 2 | 1", "kpi(\"csat\") * 2 | 9.2", "kpi(\"unknown\") + 1 | none",
        "if kpi(\"unknown\") > 0 then 1 else 2 | 2", "earned(\"new\") + 1 | none", "tenure | 3",
        "if 3 in [1..3] then 1 else 0 | 1", "if 3 in [1..3) then 1 else 0 | 0", "if 1 in (1..3) then 1 else 0 | 0",
        "if 2 in (1, 2, 3) then 1 else 0 | 1", "if tenure between 1 and 3 then 1 else 0 | 1",
        "if not(false) and true then 1 else 0 | 1", "if true or false and false then 1 else 0 | 1" })
    void comesToTheNumber(String text, String expected) {
        if (expected.equals("-")) {
            assertThat(window(text, Type.NUMBER)).isInstanceOf(Checking.Unsound.class);
            return;
        }
        Optional<BigDecimal> number = sound(window(text, Type.NUMBER)).number(VALUES);
        if (expected.equals("none")) {
            assertThat(number).isEmpty();
        } else {
            assertThat(number.orElseThrow()).isEqualByComparingTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "product = \"GTX Pro\" | true", "product != \"GTX Pro\" | false", "seats >= 10 | true", "seats < 10 | false",
        "segment in (\"smb\", \"mid\") | true", "unheard = \"\" | true", "unheard > 0 | false",
        "not(unheard > 0) | true", "date >= date(\"2017-04-01\") | false", "date = date(\"2017-03-31\") | true",
        "amount * 2 > 1000 and product = \"GTX Pro\" | true", "segment = region | false" })
    void choosesCredits(String text, boolean expected) {
        assertThat(sound(Checking.of(text, Scope.ofCredit(), Type.BOOLEAN)).holds(VALUES)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "measure + \"a\" | 10 | Here is a text, but a number is due.",
        "measure >= | 10 | Here is the end, but a value is due.", "unknown * 2 | 0 | \"unknown\" is not known here.",
        "earned(\"other\") | 7 | The plan has no component \"other\".",
        "earned(measure) | 0 | earned takes one name in quotation marks.",
        "system(1) | 0 | There is no function \"system\".", "measure # 2 | 8 | \"#\" is not a sign of the language.",
        "measure ** tenure | 11 | A power is a whole number from 0 to 9.", "1 2 | 2 | \"2\" does not belong here.",
        "team > \"A\" | 5 | A text has no order.", "(1 + 2 | 6 | Here is the end, but \")\" is due.",
        "measure > 1 | 8 | Here is a condition, but a number is due.",
        "round(measure, 20) | 0 | round takes a number and how many decimals to keep, 0 to 12.",
        "date(\"2017-02-30\") | 5 | \"2017-02-30\" is not a day.", "\"open | 0 | The text has no end." })
    void saysWhereAndWhatIsWrong(String text, int position, String sentence) {
        Problem problem = problem(window(text, Type.NUMBER));

        assertThat(problem.position()).isEqualTo(position);
        assertThat(problem.sentence()).isEqualTo(sentence);
        assertThat(problem.remedy()).isNotBlank();
    }

    @Test
    void refusesAnAttributeUsedAsTextAndAsNumber() {
        assertThat(problem(Checking.of("seats > 1 and seats = \"many\"", Scope.ofCredit(), Type.BOOLEAN)).sentence())
                .isEqualTo("\"seats\" is used as a number and as a text.");
    }

    @Test
    void namesWhatItLooksAt() {
        TypedFormula formula = sound(window("earned(\"new\") * kpi(\"csat\") / quota", Type.NUMBER));

        assertThat(formula.references()).containsExactly(new Reference("earned", "new"), new Reference("kpi", "csat"));
        assertThat(formula.names()).containsExactly("quota");
        assertThat(sound(Checking.of("seats > 1 and segment = \"smb\"", Scope.ofCredit(), Type.BOOLEAN)).attributes())
                .containsExactly(Map.entry("seats", Type.NUMBER), Map.entry("segment", Type.TEXT));
    }

    @Test
    void remembersWhatItLookedAt() {
        RecordedValues values = new RecordedValues(VALUES);
        sound(window("if attainment > 1 then kpi(\"csat\") else tenure", Type.NUMBER)).number(values);

        assertThat(values.looked()).containsExactly(Map.entry("attainment", "1.2"), Map.entry("kpi(\"csat\")", "4.6"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "java.lang.System", "T(java.lang.Runtime)", "#root", "${1}", "new File(\"x\")",
        "getClass()", "Class.forName(\"x\")", "for x in [1,2] return x", "now()", "random()", "some x in y" })
    void doesNotReachBeyondItsScope(String text) {
        assertThat(window(text, Type.NUMBER)).isInstanceOf(Checking.Unsound.class);
    }

    @Test
    void boundsTheDigitsOfAResult() {
        String power = "measure";
        for (int i = 0; i < 12; i++) {
            power = "(" + power + ") ** 9";
        }
        assertThat(sound(window(power, Type.NUMBER)).number(VALUES)).isEmpty();
    }

    @Test
    void boundsLengthDepthAndParts() {
        assertThat(problem(window("(".repeat(50) + "1" + ")".repeat(50), Type.NUMBER)).sentence())
                .contains("nested more than");
        assertThat(problem(window("-".repeat(100) + "1", Type.NUMBER)).sentence()).contains("nested more than");
        assertThat(problem(window("1" + "+1".repeat(600), Type.NUMBER)).sentence()).contains("parts");
        assertThat(problem(window("1 ".repeat(2000), Type.NUMBER)).sentence()).contains("longer than");
    }

    @Property(tries = 5000 * Seeds.TIMES, seed = Seeds.SEED)
    void answersWhateverTheText(@ForAll("texts") String text) {
        for (Type type : Type.values()) {
            if (window(text, type) instanceof Checking.Sound sound && type == Type.NUMBER) {
                assertThat(sound.formula().number(VALUES)).isNotNull();
            }
            if (Checking.of(text, Scope.ofCredit(), type) instanceof Checking.Sound sound && type == Type.BOOLEAN) {
                sound.formula().holds(VALUES);
            }
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of("(", ")", "[", "]", ",", "..", "+", "-", "*", "/", "**", "=", "<",
                ">=",
                "and", "or", "not", "if", "then", "else", "in", "between", "true", "1", "2.5", "\"a\"", "measure",
                "attainment", "team", "kpi(\"csat\")", "date", "date(\"2017-01-01\")", "min", "round", "seats", "\"",
                "\\");
        return Arbitraries.oneOf(pieces.list().ofMaxSize(30).map(list -> String.join(" ", list)),
                Arbitraries.strings().ofMaxLength(60));
    }

    @Property(tries = 2000 * Seeds.TIMES, seed = Seeds.SEED)
    void isReadAgainAsItIsWritten(@ForAll("numbers") String text) {
        Expression read = ((Parsing.Parsed) Parsing.of(text)).expression();
        String written = Writing.of(read);
        Expression again = ((Parsing.Parsed) Parsing.of(written)).expression();

        assertThat(Writing.of(again)).isEqualTo(written);
        assertThat(sound(window(written, Type.NUMBER)).number(VALUES))
                .isEqualTo(sound(window(text, Type.NUMBER)).number(VALUES));
    }

    @Provide
    Arbitrary<String> numbers() {
        return expressions(4);
    }

    private static Arbitrary<String> expressions(int depth) {
        Arbitrary<String> leaves = Arbitraries.of("1", "0.5", "measure", "quota", "kpi(\"csat\")", "tenure");
        if (depth == 0) {
            return leaves;
        }
        Arbitrary<String> part = Arbitraries.lazy(() -> expressions(depth - 1));
        return Arbitraries.oneOf(List.of(leaves,
                Combinators.combine(part, Arbitraries.of("+", "-", "*", "/"), part)
                        .as((left, sign, right) -> "(%s) %s (%s)".formatted(left, sign, right)),
                part.map("-(%s)"::formatted),
                Combinators.combine(part, part).as("if %s > 1 then %s else 2"::formatted).map(text -> "(" + text + ")"),
                Combinators.combine(part, part).as("max(%s, %s)"::formatted)));
    }
}
