package io.attain.readiness;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

import io.attain.calculation.DemoFiles;
import io.attain.calculation.Run;
import io.attain.calculation.RunId;
import io.attain.calculation.RunKind;
import io.attain.calculation.Runs;
import io.attain.fixtures.People;
import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.identity.User;
import io.attain.participant.ParticipantId;
import io.attain.participant.Quota;
import io.attain.participant.Quotas;
import io.attain.period.Period;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.sales.AliasKind;
import io.attain.sales.CsvFiles;
import io.attain.sales.EventKind;
import io.attain.sales.Imports;
import io.attain.shared.DateRange;
import io.attain.shared.Money;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Each rule finds what it is for and nothing else; a waiver holds for exactly what was found. */
class CloseFindingsIT extends PostgresIT {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Optional<RunId> NO_RUN = Optional.empty();
    private static final String PLAN = """
            {"language": "attain/1", "id": "reps", "name": "Reps", "currency": "USD", "calendar": "quarters",
             "effective": {"from": "2017-01-01"},
             "components": [{"id": "all", "name": "All", "credits": {"roles": ["direct", "split"]}, "measure": "amount", "window": "period",
               "quota": "amount", "pay": {"type": "marginal-tiers", "on": "attainment",
                 "tiers": [{"from": "0", "rate": "0.01"}, {"from": "1", "rate": "0.02"}]}}]}
            """;
    private static final String DEALS = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,"
            + "close_value\n";

    @Autowired
    private CloseFindings findings;
    @Autowired
    private ControlTotals totals;
    @Autowired
    private List<CloseRule> rules;
    @Autowired
    private DemoFiles demo;
    @Autowired
    private Imports imports;
    @Autowired
    private Quotas quotas;
    @Autowired
    private Runs runs;
    @Autowired
    private Periods periods;
    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void aQuarterWithNothingInTheWay() {
        sweep();
        Quarters.define(periods, 4);
        CsvFiles.organisation(imports);
        demo.publish(PLAN);
        upload("participant,plan,from,to\nMoses Frase,reps,2017-01-01,\n");
        upload("participant,measure,from,to,amount\nMoses Frase,amount,2017-01-01,2017-07-01,50000\n");
        upload(DEALS + "D1,Moses Frase,GTX Pro,Cancity,Won,2017-02-01,2017-03-05,550\n");
    }

    @Test
    void aCleanQuarterHasNothingInTheWay() {
        assertThat(findings.of(Quarters.Q1, NO_RUN)).isEmpty();
        Run run = runs.freeze(Quarters.Q1, RunKind.CLOSE);
        runs.calculateChunk(run.id(), 0);
        assertThat(findings.of(Quarters.Q1, Optional.of(run.id()))).isEmpty();
    }

    @Test
    void everyRuleHasItsOwnNameAndTitle() {
        assertThat(rules).hasSizeGreaterThanOrEqualTo(12).extracting(CloseRule::id).doesNotHaveDuplicates();
        assertThat(rules).extracting(CloseRule::title).doesNotHaveDuplicates();
    }

    @Test
    void findsTheProductNobodyKnowsUntilAnAliasSaysWhichIsMeant() {
        upload(DEALS + "D2,Moses Frase,GTX Ultra,Cancity,Won,2017-02-01,2017-03-06,900\n"
                + "D3,Moses Frase,GTX Ultra,Cancity,Won,2017-02-01,2017-04-06,900\n");
        assertThat(found("unmatched-product", Quarters.quarter(1).id().value())).singleElement()
                .satisfies(found -> {
                    assertThat(found.subject()).isEqualTo("GTX Ultra");
                    assertThat(found.sentence()).startsWith("1 rows name the product “GTX Ultra”");
                });
        acting.as(People.CORA, () -> imports.addAlias(AliasKind.PRODUCT, "GTX Ultra", "GTX Pro"));
        assertThat(found("unmatched-product", "2017-Q1")).isEmpty();
    }

    @Test
    void findsRowsRejectedForAnythingElse() {
        upload(DEALS + "D2,Nobody Known,GTX Pro,Cancity,Won,2017-02-01,2017-03-06,900\n");
        assertThat(found("rejected-rows", "2017-Q1")).singleElement()
                .satisfies(found -> assertThat(found.sentence()).startsWith("1 rows of"));
        assertThat(found("rejected-rows", "2017-Q2")).isEmpty();
        assertThat(found("unmatched-product", "2017-Q1")).isEmpty();
    }

    @Test
    void findsCreditsOfSomeoneInNoPlan() {
        upload(DEALS + "D2,Anna Snelling,GTX Pro,Cancity,Won,2017-02-01,2017-03-06,900\n");
        assertThat(findings.of(Quarters.Q1, NO_RUN)).filteredOn(one -> one.rule().equals("seller-without-plan"))
                .singleElement().satisfies(one -> {
                    assertThat(one.sentence()).isEqualTo(
                            "Anna Snelling has 1 credits on days without a plan (the first on 2017-03-06).");
                    assertThat(one.blocks()).isTrue();
                });
    }

    @Test
    void findsWhoHasNoQuotaForAPlanThatMeasuresAttainment() {
        upload("participant,plan,from,to\nAnna Snelling,reps,2017-03-01,\n");
        assertThat(found("missing-quota", "2017-Q1")).extracting(CloseRule.Found::subject)
                .containsExactly("anna-snelling amount");
        upload("participant,measure,from,to,amount\nAnna Snelling,amount,2017-03-01,2017-04-01,100\n");
        assertThat(found("missing-quota", "2017-Q1")).isEmpty();
        assertThat(found("missing-quota", "2017-Q2")).extracting(CloseRule.Found::subject)
                .containsExactly("anna-snelling amount");
    }

    @Test
    void findsCreditsWithoutAnExchangeRate() {
        upload("id,kind,date,seller,amount,currency\nB1,booking,2017-03-05,Moses Frase,100,EUR\n");
        assertThat(findings.of(Quarters.Q1, NO_RUN)).filteredOn(one -> one.rule().equals("missing-fx-rate"))
                .singleElement().satisfies(one -> assertThat(one.sentence()).startsWith("1 credits in EUR"));
        upload("from,to,date,rate\nEUR,USD,2017-03-01,1.1\n");
        assertThat(findings.of(Quarters.Q1, NO_RUN)).isEmpty();
    }

    @Test
    void findsAPlanThatCountsInAnotherCurrencyThanItsPeopleArePaidInWhereNoRateIsListed() {
        demo.publish(PLAN.replace("\"id\": \"reps\"", "\"id\": \"euro\"").replace("\"currency\": \"USD\"",
                "\"currency\": \"EUR\""));
        upload("participant,plan,from,to\nAnna Snelling,euro,2017-01-01,\n");
        upload("id,kind,date,seller,amount,currency\nB1,booking,2017-03-05,Anna Snelling,100,EUR\n");
        assertThat(found("missing-fx-rate", "2017-Q1")).singleElement().satisfies(found -> {
            assertThat(found.subject()).isEqualTo("pay-EUR-USD");
            assertThat(found.sentence()).contains("earn in EUR and are paid in USD", "Anna Snelling", "2017-03-31");
            assertThat(found.remedy()).isEqualTo("Import the exchange rate from EUR to USD.");
        });
        upload("from,to,date,rate\nEUR,USD,2017-04-01,1.1\n");
        assertThat(found("missing-fx-rate", "2017-Q1")).as("a rate of the day after says nothing").hasSize(1);
        upload("from,to,date,rate\nEUR,USD,2017-02-01,1.1\n");
        assertThat(found("missing-fx-rate", "2017-Q1")).isEmpty();
    }

    @Test
    void findsDealsThatLookAlike() {
        upload(DEALS + "D2,Moses Frase,GTX Pro,Cancity,Won,2017-02-01,2017-03-05,550\n"
                + "D3,Moses Frase,GTX Pro,Cancity,Won,2017-02-01,2017-03-05,551\n");
        assertThat(found("duplicate-looking", "2017-Q1")).singleElement()
                .satisfies(found -> assertThat(found.sentence()).contains("D1, D2").doesNotContain("D3"));
        assertThat(findings.blocking(Quarters.Q1, NO_RUN)).as("it only warns").isEmpty();
    }

    @Test
    void findsASourceThatFellSilent() {
        assertThat(found("source-silent", "2017-Q2")).singleElement()
                .satisfies(found -> assertThat(found.sentence()).contains("delivered 1 events of 2017-Q1"));
        assertThat(found("source-silent", "2017-Q1")).isEmpty();
    }

    @Test
    void comparesWhatASourceSaysWithWhatIsHereToTheCent() {
        enter(2, "1100");
        assertThat(found("control-total", "2017-Q1")).singleElement().satisfies(found -> assertThat(found.sentence())
                .isEqualTo("crm says 2 booking events of 1100.00 USD; 1 are here, 550.00 USD together."));
        upload(DEALS + "D2,Moses Frase,GTX Pro,Isdom,Won,2017-02-01,2017-03-07,550.01\n");
        assertThat(found("control-total", "2017-Q1")).as("a cent too much").hasSize(1);
        enter(2, "1100.01");
        assertThat(found("control-total", "2017-Q1")).isEmpty();
        assertThat(totals.of(Quarters.Q1)).singleElement().satisfies(total -> assertThat(total.agrees()).isTrue());
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> acting.as(People.FIONA,
                () -> totals.enter(Quarters.Q1, "crm", EventKind.BOOKING, 1, USD, Optional.empty())));
    }

    @Test
    void findsWhoCouldNotBeCalculatedAndLetsTheCloseGoOnWithoutThemWhenWaived() {
        upload(DEALS + "D2,Anna Snelling,GTX Pro,Cancity,Won,2017-02-01,2017-03-06,900\n");
        Run run = runs.freeze(Quarters.Q1, RunKind.CLOSE);
        runs.calculateChunk(run.id(), 0);
        runs.reconcile(run.id());
        runs.finish(run.id());
        CloseFinding parked = one("not-calculated", Optional.of(run.id()));
        assertThat(parked.sentence()).startsWith("Anna Snelling: Has a credit of 2017-03-06");
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> runs.accept(run.id()))
                .matches(refused -> refused.code().equals("run-has-parked"));

        waive(People.CORA, parked, Optional.of(run.id()), "She left; settled by hand.");
        assertThat(findings.waivedParticipants(Quarters.Q1, run.id()))
                .containsExactly(new ParticipantId("anna-snelling"));
        runs.accept(run.id(), findings.waivedParticipants(Quarters.Q1, run.id()));
        assertThat(runs.totals(run.id()).get(new ParticipantId("anna-snelling"))).isEqualTo(Money.zero(USD));
    }

    @Test
    void findsPayFarAboveTheTargetAndBelowZero() {
        acting.as(People.CORA, () -> quotas.put(new Quota(new ParticipantId("moses-frase"), "target",
                new DateRange(LocalDate.of(2017, 1, 1), LocalDate.of(2018, 1, 1)), Money.of("10", USD))));
        Run run = runs.freeze(Quarters.Q1, RunKind.CLOSE);
        runs.calculateChunk(run.id(), 0);
        assertThat(runs.totals(run.id()).values()).containsExactly(Money.of("5.50", USD));
        // 5.50 earned; a quarter of the year's 10.00, by days, is 2.4657…, twice of it 4.93…
        assertThat(found("high-pay", run)).singleElement().satisfies(found -> assertThat(found.sentence())
                .isEqualTo("Moses Frase earns 5.50 USD, more than 2 times the target pay."));
        jdbc.sql("update participant.quota set amount_minor = 2000 where measure = 'target'").update();
        assertThat(found("high-pay", run)).isEmpty();
        jdbc.sql("update calculation.run_participant set earned_minor = -1 where run_id = :run")
                .param("run", run.id().value()).update();
        assertThat(found("negative-pay", run)).singleElement()
                .satisfies(found -> assertThat(found.sentence()).isEqualTo("Moses Frase earns -0.01 USD."));
    }

    @Test
    void findsDealsThatChangedAfterTheirPeriodWasLocked() {
        Run run = runs.freeze(Quarters.Q1, RunKind.CLOSE);
        runs.calculateChunk(run.id(), 0);
        runs.reconcile(run.id());
        runs.finish(run.id());
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        runs.accept(run.id());
        periods.transition(Quarters.Q1, PeriodState.LOCKED);
        assertThat(found("changed-after-close", "2017-Q2")).isEmpty();
        upload(DEALS + "D1,Moses Frase,GTX Pro,Cancity,Won,2017-02-01,2017-03-05,600\n");
        assertThat(found("changed-after-close", "2017-Q2")).singleElement()
                .satisfies(found -> assertThat(found.sentence()).startsWith("Deal D1 of 2017-03-05"));
    }

    @Test
    void aWaiverNamesWhoAndWhyAndDiesWhenTheFindingChanges() {
        upload(DEALS + "D2,Moses Frase,GTX Ultra,Cancity,Won,2017-02-01,2017-03-06,900\n");
        CloseFinding first = one("unmatched-product", NO_RUN);
        for (User other : List.of(People.AUDRA, People.DIANA, People.OTTO, People.rep("Moses Frase"))) {
            assertThatExceptionOfType(AccessDeniedException.class)
                    .isThrownBy(() -> waive(other, first, NO_RUN, "no"));
        }
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> waive(People.CORA, first, NO_RUN, " "))
                .matches(refused -> refused.code().equals("waiver-reason"));
        waive(People.FIONA, first, NO_RUN, "A demo licence, not paid.");
        waive(People.FIONA, first, NO_RUN, "Said twice, noted once.");
        assertThat(findings.blocking(Quarters.Q1, NO_RUN)).isEmpty();
        assertThat(findings.waivers(Quarters.Q1)).singleElement().satisfies(waiver -> {
            assertThat(waiver.by()).isEqualTo(People.FIONA.id());
            assertThat(waiver.reason()).isEqualTo("A demo licence, not paid.");
        });

        upload(DEALS + "D4,Moses Frase,GTX Ultra,Cancity,Won,2017-02-01,2017-03-08,900\n");
        CloseFinding changed = one("unmatched-product", NO_RUN);
        assertThat(changed.blocks()).as("two rows are not the one row that was waived").isTrue();
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> waive(People.CORA, first, NO_RUN, "again"))
                .matches(refused -> refused.code().equals("waiver-changed"));
    }

    private void enter(long events, String total) {
        acting.as(People.CORA, () -> totals.enter(Quarters.Q1, "crm", EventKind.BOOKING, events, USD,
                Optional.of(Money.of(total, USD))));
    }

    private void waive(User who, CloseFinding finding, Optional<RunId> run, String reason) {
        acting.as(who, () -> findings.waive(Quarters.Q1, run, finding.rule(), finding.subject(), finding.digest(),
                reason));
    }

    private CloseFinding one(String rule, Optional<RunId> run) {
        return findings.of(Quarters.Q1, run).stream().filter(found -> found.rule().equals(rule)).findFirst()
                .orElseThrow();
    }

    private List<CloseRule.Found> found(String rule, String period) {
        Period of = periods.get(new io.attain.period.PeriodId(period));
        return rule(rule).find(of, NO_RUN);
    }

    private List<CloseRule.Found> found(String rule, Run run) {
        return rule(rule).find(periods.get(run.period()), Optional.of(run.id()));
    }

    private CloseRule rule(String id) {
        return rules.stream().filter(rule -> rule.id().equals(id)).findFirst().orElseThrow();
    }

    private void upload(String text) {
        CsvFiles.upload(imports, text);
    }
}
