package io.attain.workflow.payout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ApprovalRoutingTest {

    private final DmnEngine engine = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

    @ParameterizedTest
    @CsvSource({ "USD,-1,false", "USD,0,false", "USD,9999999,false", "USD,10000000,false", "USD,10000001,true",
        "USD,9223372036854775807,true", "EUR,1,true", "several,0,true", "usd,1,true" })
    void aboveTheLimitOrInAnyOtherCurrencyASecondSignatureIsNeeded(String currency, long totalMinor, boolean second)
            throws IOException {
        assertThat(second(currency, totalMinor, 0, 0)).isEqualTo(second);
        assertThat(second(currency, totalMinor, 50, 1_000_000)).isEqualTo(second);
    }

    @ParameterizedTest
    @CsvSource({ "50,0,false", "-50,0,false", "51,0,true", "-51,0,true", "0,1000000,false", "0,1000001,true",
        "51,1000001,true", "9223372036854775807,9223372036854775807,true" })
    void farOffTheLastPayoutOrMuchAdjustedASecondSignatureIsNeeded(long percent, long adjusted, boolean second)
            throws IOException {
        assertThat(second("USD", 5_000_000, percent, adjusted)).isEqualTo(second);
    }

    private boolean second(String currency, long totalMinor, long percent, long adjusted) throws IOException {
        DmnDecision decision = engine.parseDecision("approvalRouting",
                Files.newInputStream(Path.of("bpmn", "approval-routing.dmn")));
        return (Boolean) engine.evaluateDecisionTable(decision, Variables.createVariables()
                .putValue("payoutCurrency", currency)
                .putValue("payoutTotalMinor", totalMinor)
                .putValue("payoutVariancePercent", percent)
                .putValue("payoutAdjustmentsMinor", adjusted)).getSingleResult().getSingleEntry();
    }
}
