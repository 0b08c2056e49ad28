package io.attain.workflow.dispute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every row of the tables, at the last value it takes and at the first it leaves to the next one. */
class DisputeTablesTest {

    private static final DmnEngine ENGINE = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

    @ParameterizedTest(name = "{0}, {1} others, {2} can answer, {3}: {4}")
    @CsvSource({
        "WRONG_SPLIT, 1, 1, OPEN, false", "MISSING_DEAL, 1, 1, OPEN, false", "WRONG_SPLIT, 2, 1, OPEN, false",
        "WRONG_SPLIT, 1, 0, OPEN, true", "WRONG_SPLIT, 1, 1, CLOSING, true", "WRONG_SPLIT, 1, 1, LOCKED, true",
        "WRONG_SPLIT, 1, 1, PAID, true", "WRONG_SPLIT, 0, 0, OPEN, false", "MISSING_DEAL, 0, 0, OPEN, false",
        "WRONG_SPLIT, 0, 0, LOCKED, true", "WRONG_RATE, 0, 0, OPEN, true", "WRONG_QUOTA, 1, 1, OPEN, true",
        "WRONG_DATE, 1, 1, OPEN, true", "RETURN_TAKEN, 1, 1, OPEN, true", "OTHER, 0, 0, OPEN, true" })
    void whoeverFilesUnclearlyIsLookedAtFirst(String about, int others, int answerable, String period, boolean triage)
            throws IOException {
        assertThat(row("disputeTriage", Map.of("about", about, "others", others, "answerable", answerable, "period",
                period)).<Boolean>getEntry("triage")).isEqualTo(triage);
    }

    @ParameterizedTest(name = "{0}, {1} minor units, {2}, {3} managers: {4}")
    @CsvSource({
        "WRONG_SPLIT, 10000001, OPEN, 1, FINANCE_DIRECTOR", "OTHER, 10000001, LOCKED, 3, FINANCE_DIRECTOR",
        "WRONG_SPLIT, 10000000, OPEN, 1, MANAGER", "WRONG_SPLIT, 10000000, LOCKED, 1, SUPERIOR",
        "WRONG_SPLIT, 1000001, LOCKED, 1, SUPERIOR", "WRONG_SPLIT, 1000001, PAID, 2, SUPERIOR",
        "WRONG_SPLIT, 1000001, CLOSING, 1, SUPERIOR", "WRONG_SPLIT, 1000000, LOCKED, 1, MANAGER",
        "WRONG_SPLIT, 1000001, OPEN, 1, MANAGER", "WRONG_RATE, 0, OPEN, 1, MANAGER",
        "WRONG_SPLIT, 0, OPEN, 2, BOTH", "MISSING_DEAL, 1000000, PAID, 2, BOTH", "WRONG_RATE, 0, OPEN, 2, SUPERIOR",
        "WRONG_SPLIT, 0, OPEN, 3, SUPERIOR", "WRONG_SPLIT, 0, OPEN, 0, SUPERIOR" })
    void theDeciderIsNamedByAmountPeriodAndManagers(String about, long amount, String period, int managers,
            String route) throws IOException {
        DmnDecisionRuleResult row = row("disputeDecider", Map.of("about", about, "amountMinor", amount, "period",
                period, "managers", managers));
        assertThat(row.<String>getEntry("route")).isEqualTo(route);
        assertThat(row.<Integer>getEntry("mostOverride")).isEqualTo(25);
    }

    @ParameterizedTest(name = "{0}, {1} {2}, {3}: review {4}, finance {5}")
    @CsvSource({
        "WRONG_RATE, USD, 500000, OPEN, true, false", "WRONG_RATE, USD, 500001, OPEN, true, true",
        "OTHER, JPY, 500000, PAID, true, false", "OTHER, JPY, 500001, LOCKED, true, true",
        "WRONG_SPLIT, USD, 250000, LOCKED, false, true", "MISSING_DEAL, EUR, 250000, PAID, false, true",
        "WRONG_SPLIT, USD, 250001, LOCKED, true, false", "WRONG_SPLIT, USD, 250000, OPEN, false, false",
        "WRONG_SPLIT, USD, 250000, CLOSING, false, false", "WRONG_SPLIT, USD, 250001, OPEN, true, false",
        "MISSING_DEAL, USD, 500000, OPEN, true, false", "WRONG_SPLIT, USD, 500001, OPEN, true, true",
        "WRONG_SPLIT, EUR, 250000, OPEN, false, false", "WRONG_SPLIT, EUR, 250001, OPEN, true, true" })
    void whatMovesMoneyIsCheckedByAmountAndPeriod(String about, String currency, long amount, String period,
            boolean review, boolean finance) throws IOException {
        DmnDecisionRuleResult row = row("disputeChecking", Map.of("about", about, "currency", currency, "amountMinor",
                amount, "period", period));
        assertThat(row.<Boolean>getEntry("review")).isEqualTo(review);
        assertThat(row.<Boolean>getEntry("finance")).isEqualTo(finance);
    }

    @ParameterizedTest(name = "{0} {1}, {2} managers, {3}: {4}")
    @CsvSource({
        "USD, 100000, 1, OPEN, true", "EUR, 100000, 1, OPEN, true", "GBP, 1, 1, OPEN, true", "CHF, 0, 1, OPEN, true",
        "USD, 100001, 1, OPEN, false", "JPY, 1, 1, OPEN, false", "USD, 1, 2, OPEN, false", "USD, 1, 0, OPEN, false",
        "USD, 1, 1, CLOSING, false", "USD, 1, 1, LOCKED, false", "USD, 1, 1, PAID, false" })
    void bothSidesSettleWhatIsSmallAndWithinATeam(String currency, long amount, int managers, String period,
            boolean settles) throws IOException {
        assertThat(row("disputeAgreement", Map.of("currency", currency, "amountMinor", amount, "managers", managers,
                "period", period)).<Boolean>getEntry("settles")).isEqualTo(settles);
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3} days")
    @CsvSource({
        "SPLIT_REQUEST, TRIAGE, WRONG_SPLIT, 2", "CREDIT_CONTEST, TRIAGE, OTHER, 2",
        "SPLIT_REQUEST, ANSWER, WRONG_SPLIT, 3", "SPLIT_REQUEST, ANSWER, MISSING_DEAL, 3",
        "CREDIT_CONTEST, ANSWER, WRONG_RATE, 2", "SPLIT_REQUEST, DECISION, WRONG_SPLIT, 5",
        "CREDIT_CONTEST, DECISION, WRONG_SPLIT, 4", "CREDIT_CONTEST, DECISION, OTHER, 4",
        "SPLIT_REQUEST, INFORMATION, WRONG_SPLIT, 5", "CREDIT_CONTEST, INFORMATION, WRONG_QUOTA, 5",
        "SPLIT_REQUEST, REVIEW, MISSING_DEAL, 2", "CREDIT_CONTEST, REVIEW, WRONG_SPLIT, 2",
        "CREDIT_CONTEST, REVIEW, RETURN_TAKEN, 5", "SPLIT_REQUEST, APPROVAL, WRONG_SPLIT, 3",
        "CREDIT_CONTEST, APPROVAL, OTHER, 3", "SPLIT_REQUEST, APPEAL, WRONG_SPLIT, 10",
        "CREDIT_CONTEST, APPEAL, WRONG_DATE, 10" })
    void theClockOfAStepDependsOnClaimAndReason(String kind, String step, String about, int days) throws IOException {
        assertThat(row("sla.dmn", "disputeTimes", Map.of("kind", kind, "step", step, "about", about))
                .<Integer>getEntry("businessDays")).isEqualTo(days);
    }

    private static DmnDecisionRuleResult row(String table, Map<String, Object> facts) throws IOException {
        return row("dispute-routing.dmn", table, facts);
    }

    private static DmnDecisionRuleResult row(String file, String table, Map<String, Object> facts)
            throws IOException {
        DmnDecision decision = ENGINE.parseDecision(table, Files.newInputStream(Path.of("bpmn", file)));
        return ENGINE.evaluateDecisionTable(decision, facts).getSingleResult();
    }
}
