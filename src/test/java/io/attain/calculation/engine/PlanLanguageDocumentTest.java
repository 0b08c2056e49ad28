package io.attain.calculation.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.attain.plan.language.CreditSelection;
import io.attain.plan.language.PlanChecks;
import io.attain.plan.language.PlanDefinition;
import io.attain.shared.Finding;
import io.attain.shared.Money;

import static io.attain.calculation.engine.PlanFixtures.USD;
import static org.assertj.core.api.Assertions.assertThat;

/** Runs every example of docs/plan-language.md, by the calculator and by the oracle. */
class PlanLanguageDocumentTest {

    private static final Pattern EXAMPLE = Pattern.compile("```json example\\n(.*?)```", Pattern.DOTALL);

    @TestFactory
    Stream<DynamicTest> examples() throws IOException {
        String page = Files.readString(Path.of("docs", "plan-language.md"));
        List<DynamicTest> tests = new ArrayList<>();
        Matcher matcher = EXAMPLE.matcher(page);
        while (matcher.find()) {
            JsonNode example = new ObjectMapper().readTree(matcher.group(1));
            tests.add(DynamicTest.dynamicTest(example.at("/pay/type").textValue() + " " + (tests.size() + 1),
                    () -> holds(example)));
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(5);
        return tests.stream();
    }

    private static void holds(JsonNode example) {
        PlanDefinition plan = PlanFixtures.plan(example.get("pay").toString(), example.path("window").asText("period"));
        assertThat(PlanChecks.of(plan)).noneMatch(Finding::isError);
        List<Oracle.Credit> credits = StreamSupport.stream(example.get("credits").spliterator(), false)
                .map(credit -> new Oracle.Credit(1, Money.of(credit.get("amount").textValue(), USD).minor(),
                        CreditSelection.Role.DIRECT,
                        Map.of("product", credit.path("product").asText(), "account", credit.path("account").asText())))
                .toList();
        Map<String, Long> quotas = example.has("quota")
                ? Map.of("commission", Money.of(example.get("quota").textValue(), USD).minor())
                : Map.of();
        Lines lines = CalculatorTest.calculate(plan, quotas, credits);
        List<String> paid = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            paid.add(Money.ofMinor(lines.amount(line), USD).toDecimal().toPlainString());
        }
        List<String> expected = StreamSupport.stream(example.get("expected").spliterator(), false)
                .map(JsonNode::textValue).toList();
        assertThat(paid).isEqualTo(expected);
        assertThat(Oracle.lines(plan, quotas, credits)).extracting(line -> line.amount().toPlainString())
                .isEqualTo(expected);
    }
}
