package io.attain.workflow.dispute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
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
        "WRONG_SPLIT, 9223372036854775807, OPEN, 1, FINANCE_DIRECTOR", "WRONG_SPLIT, 0, OPEN, 3, SUPERIOR",
        "WRONG_SPLIT, 0, OPEN, 0, SUPERIOR" })
    void theDeciderIsNamedByAmountPeriodAndManagers(String about, long amount, String period, int managers,
            String route) throws IOException {
        DmnDecisionRuleResult row = row("disputeDecider", Map.of("about", about, "amountMinor", amount, "period",
                period, "managers", managers));
        assertThat(row.<String>getEntry("route")).isEqualTo(route);
        assertThat(row.<Integer>getEntry("mostOverride")).isEqualTo(25);
    }

    @ParameterizedTest(name = "{0}, {1} minor units, {2}: review {3}, finance {4}")
    @CsvSource({
        "WRONG_RATE, 500000, OPEN, true, false", "WRONG_RATE, 500001, OPEN, true, true",
        "OTHER, 500000, PAID, true, false", "OTHER, 500001, LOCKED, true, true",
        "WRONG_SPLIT, 250000, LOCKED, false, true", "MISSING_DEAL, 250000, PAID, false, true",
        "WRONG_SPLIT, 250001, LOCKED, true, true", "MISSING_DEAL, 250001, PAID, true, true",
        "WRONG_SPLIT, 250000, OPEN, false, false", "WRONG_SPLIT, 250000, CLOSING, false, false",
        "WRONG_SPLIT, 250001, OPEN, true, false", "MISSING_DEAL, 500000, OPEN, true, false",
        "WRONG_SPLIT, 500001, OPEN, true, true", "WRONG_SPLIT, 9223372036854775807, OPEN, true, true",
        "OTHER, 9223372036854775807, OPEN, true, true" })
    void whatMovesMoneyIsCheckedByAmountAndPeriod(String about, long amount, String period, boolean review,
            boolean finance) throws IOException {
        DmnDecisionRuleResult row = row("disputeChecking", Map.of("about", about, "amountMinor", amount, "period",
                period));
        assertThat(row.<Boolean>getEntry("review")).isEqualTo(review);
        assertThat(row.<Boolean>getEntry("finance")).isEqualTo(finance);
    }

    @ParameterizedTest(name = "{0} minor units, {1} managers, {2}: {3}")
    @CsvSource({
        "100000, 1, OPEN, true", "0, 1, OPEN, true", "100001, 1, OPEN, false", "1, 2, OPEN, false",
        "1, 0, OPEN, false", "1, 1, CLOSING, false", "1, 1, LOCKED, false", "1, 1, PAID, false",
        "9223372036854775807, 1, OPEN, false" })
    void bothSidesSettleWhatIsSmallAndWithinATeam(long amount, int managers, String period, boolean settles)
            throws IOException {
        assertThat(row("disputeAgreement", Map.of("amountMinor", amount, "managers", managers, "period", period))
                .<Boolean>getEntry("settles")).isEqualTo(settles);
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

    @ParameterizedTest(name = "{0}: {1} days")
    @CsvSource({ "CONFIRM, 3", "DECISION, 5" })
    void sharesAheadAreConfirmedAndDecidedInTheirOwnTime(String step, int days) throws IOException {
        assertThat(
                row("sla.dmn", "sla", Map.of("kind", "SHARES_AHEAD", "step", step)).<Integer>getEntry("businessDays"))
                .isEqualTo(days);
    }

    @ParameterizedTest(name = "{0}: {1} days")
    @CsvSource({ "RESOLVE, 2", "REVIEW, 3", "CORRECT, 2", "PREPARE, 2", "SIGN, 2", "COUNTERSIGN, 2" })
    void theTasksOfAMonthEndHaveTheirTime(String step, int days) throws IOException {
        assertThat(row("sla.dmn", "sla", Map.of("kind", "MONTH_END", "step", step)).<Integer>getEntry("businessDays"))
                .isEqualTo(days);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({ "MONTH_END, CONFIRM", "SHARES_AHEAD, SIGN", "SHARES_AHEAD, ANSWER", "SPLIT_REQUEST, CONFIRM" })
    void noTimeIsGivenToWhatIsNoStepOfSharesAhead(String kind, String step) throws IOException {
        assertThat(rows("sla.dmn", "sla", Map.of("kind", kind, "step", step))).isEmpty();
    }

    private static DmnDecisionRuleResult row(String table, Map<String, Object> facts) throws IOException {
        return row("dispute-routing.dmn", table, facts);
    }

    private static DmnDecisionRuleResult row(String file, String table, Map<String, Object> facts)
            throws IOException {
        return rows(file, table, facts).getSingleResult();
    }

    private static DmnDecisionTableResult rows(String file, String table, Map<String, Object> facts)
            throws IOException {
        DmnDecision decision = ENGINE.parseDecision(table, Files.newInputStream(Path.of("bpmn", file)));
        return ENGINE.evaluateDecisionTable(decision, facts);
    }
}
