package io.attain.simulation;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Examples that others publish, each typed as a request and simulated from end to end. */
class WorkedExamplesSimulatedTest {

    private static final String ORACLE_TIERS = """
            "tiers": [{"from": "0", "rate": "0.01"}, {"from": "10000", "rate": "0.02"},
                      {"from": "50000", "rate": "0.03"}, {"from": "100000", "rate": "0.04"}]""";
    private static final String ORACLE_SALES = """
            "events": [{"amount": "5000"}, {"amount": "15000"}, {"amount": "60000"}]""";
    private static final String TWO_MONTHS = """
            "periods": {"calendar": "month", "from": "2026-01-01", "to": "2026-03-01"}""";

    @Test
    void oraclesSingleRateOfTheTierReached() {
        assertThat(Simulated.lines("""
                {"plan": {"components": [{"window": "credit", "pay": {"type": "retroactive-tiers", "on": "measure", %s}}]}, %s}
                """.formatted(ORACLE_TIERS, ORACLE_SALES))).containsExactly("50.00", "300.00", "1800.00");
    }

    @Test
    void oraclesSplitRates() {
        assertThat(Simulated.lines("""
                {"plan": {"components": [{"window": "credit", "pay": {"type": "marginal-tiers", "on": "measure", %s}}]}, %s}
                """.formatted(ORACLE_TIERS, ORACLE_SALES))).containsExactly("50.00", "200.00", "1200.00");
    }

    @Test
    void referellosProgressiveTiers() {
        assertThat(Simulated.totals("""
                {"plan": {"components": [{"pay": {"type": "marginal-tiers", "on": "measure",
                   "tiers": [{"from": "0", "rate": "0.10"}, {"from": "10000", "rate": "0.20"}]}}]},
                 "events": [{"amount": "15000"}]}
                """)).containsExactly("2000.00");
    }

    @Test
    void sparrowsTiersThatAreNotRetroactive() {
        assertThat(Simulated.totals("""
                {"plan": {"components": [{"pay": {"type": "marginal-tiers", "on": "measure", "tiers": [
                   {"from": "0", "rate": "0.03"}, {"from": "300000", "rate": "0.05"}, {"from": "500000", "rate": "0.07"}]}}]},
                 "events": [{"amount": "600000"}]}
                """)).containsExactly("26000.00");
    }

    @Test
    void comishsAccelerator() {
        assertThat(Simulated.totals("""
                {"plan": {"components": [{"pay": {"type": "marginal-tiers", "on": "attainment", "tiers": [
                   {"from": "0", "rate": "0.06"}, {"from": "1", "rate": "0.08"}, {"from": "1.25", "rate": "0.10"},
                   {"from": "1.5", "rate": "0.12"}]}}]},
                 "quotas": [{"amount": "375000"}], "events": [{"amount": "500000"}]}
                """)).containsExactly("33125.00");
    }

    @Test
    void aSplitOfSixtyToForty() {
        assertThat(Simulated.totals("""
                {"plan": {"components": [{"pay": {"type": "flat-rate", "rate": "0.15"}}]},
                 "events": [{"amount": "100000", "split": {"a": "0.60", "b": "0.40"}}]}
                """)).containsExactly("9000.00", "6000.00");
    }

    @Test
    void xactlysRecoverableDraw() {
        assertThat(draw("recoverable")).containsExactly("1500.00 owes 1000.00", "2000.00 owes 0.00");
    }

    @Test
    void xactlysGuarantee() {
        assertThat(draw("non-recoverable")).containsExactly("1500.00 owes 0.00", "3000.00 owes 0.00");
    }

    private static java.util.List<String> draw(String type) {
        return Simulated.outcome("""
                {"plan": {"components": [{"pay": {"type": "flat-rate", "rate": "1"}}],
                          "pay": {"draw": {"type": "%s", "amount": "1500"}}},
                 "participants": ["ann"],
                 "events": [{"date": "2026-01-10", "amount": "500"}, {"date": "2026-02-10", "amount": "3000"}], %s}
                """.formatted(type, TWO_MONTHS)).periods().stream().map(period -> period.people().getFirst())
                .map(one -> one.paid().toDecimal() + " owes " + one.balances().draw().toDecimal()).toList();
    }

    @Test
    void spiffsCancelledDeal() {
        String request = """
                {"plan": {"components": [{"quota": "amount", "window": "year-to-date",
                   "pay": {"type": "marginal-tiers", "on": "attainment", "tiers": [{"from": "0", "rate": "0.1"}]}}]},
                 "quotas": [{"amount": "10000"}],
                 "events": [{"id": "A", "seller": "ann", "date": "2026-06-10", "amount": "5000"},
                            {"kind": "return", "refersTo": "A", "date": "2026-08-10"}],
                 "periods": {"calendar": "month", "from": "2026-06-01", "to": "2026-09-01"}}
                """;
        assertThat(Simulated.totals(request)).containsExactly("500.00", "0.00", "-500.00");
        assertThat(Simulated.outcome(request).periods().stream()
                .map(period -> period.people().getFirst().parts().getFirst().measure()))
                .containsExactly(5_000_00L, 5_000_00L, 5_000_00L);
    }

    @Test
    void paidOnTheCollectedBase() {
        assertThat(Simulated.paid("""
                {"plan": {"components": [{"pay": {"type": "flat-rate", "rate": "1"}, "payable": {"on": "collection"}}]},
                 "events": [{"id": "A", "seller": "ann", "date": "2026-01-10", "amount": "10000"},
                            {"kind": "collection", "refersTo": "A", "date": "2026-02-10", "amount": "5000"}], %s}
                """.formatted(TWO_MONTHS))).containsExactly("2026-01-01 ann 10000.00 0.00",
                "2026-02-01 ann 0.00 5000.00");
    }

    @Test
    void corecommissionsPool() {
        StringBuilder events = new StringBuilder("{\"seller\": \"weak\", \"amount\": \"49.99\"}");
        for (int i = 0; i < 10; i++) {
            events.append(", {\"seller\": \"rep-%d\", \"amount\": \"50\"}".formatted(i));
        }
        assertThat(Simulated.totals("""
                {"plan": {"components": [{"quota": "amount", "pay": {"type": "pool", "fund": {"amount": "10000"}, "by": "equal",
                   "qualify": "attainment >= 0.50", "group": "plan"}}]},
                 "quotas": [{"amount": "100"}], "events": [%s]}
                """.formatted(events))).hasSize(11).filteredOn("1000.00"::equals).hasSize(10);
    }

    @Test
    void bonusPaysWeightedGoals() {
        assertThat(Simulated.totals("""
                {"plan": {"components": [{"target": {"amount": "10000"}, "pay": {"type": "scorecard", "kpis": [
                   {"id": "revenue", "name": "Revenue", "weight": "0.60", "actual": "kpi(\\"revenue\\")", "score": {"type": "ratio", "goal": "1"}},
                   {"id": "retention", "name": "Retention", "weight": "0.25", "actual": "kpi(\\"retention\\")", "score": {"type": "ratio", "goal": "1"}},
                   {"id": "quality", "name": "Quality", "weight": "0.15", "actual": "kpi(\\"quality\\")", "score": {"type": "ratio", "goal": "1"}}]}}]},
                 "kpis": [{"name": "revenue", "value": "0.90"}, {"name": "retention", "value": "1.10"}, {"name": "quality", "value": "1"}]}
                """)).containsExactly("9650.00");
    }

    @Test
    void mytimesTiersOfAPayCycle() {
        assertThat(Simulated.totals("""
                {"plan": {"components": [{"pay": {"type": "marginal-tiers", "on": "measure", "tiers": [
                   {"from": "0", "rate": "0.25"}, {"from": "500", "rate": "0.30"}, {"from": "3000", "rate": "0.40"}]}}]},
                 "participants": ["ann"],
                 "events": [{"date": "2026-01-01", "amount": "400"}, {"date": "2026-01-15", "amount": "100"},
                            {"date": "2026-01-29", "amount": "1500"}, {"date": "2026-02-12", "amount": "5000"}],
                 "periods": [{"from": "2026-01-01", "to": "2026-01-15"}, {"from": "2026-01-15", "to": "2026-01-29"},
                             {"from": "2026-01-29", "to": "2026-02-12"}, {"from": "2026-02-12", "to": "2026-02-26"}]}
                """)).containsExactly("100.00", "25.00", "425.00", "1675.00");
    }

    @Test
    void metasfreshsHierarchy() {
        assertThat(Simulated.totals("""
                {"plan": {"components": [{"credits": {"roles": ["direct", "rollup"]}, "measure": "amount-less-commission-below",
                   "pay": {"type": "flat-rate", "rate": "0.10"}}]},
                 "participants": [{"id": "head"}, {"id": "rep", "manager": "supervisor"}, {"id": "supervisor", "manager": "head"}],
                 "events": [{"seller": "rep", "amount": "1110.00"}]}
                """)).containsExactly("89.91", "111.00", "99.90");
    }

    @Test
    void navxsDifferenceOfBonuses() {
        assertThat(Simulated.totals("""
                {"plan": {"components": [{"window": "quarter-to-date", "pay": {"type": "bonus-steps", "on": "measure", "pays": "difference",
                   "steps": [{"from": "10000", "amount": "1000"}, {"from": "20000", "amount": "5000"}]}}]},
                 "participants": ["ann"],
                 "events": [{"date": "2026-01-10", "amount": "10000"}, {"date": "2026-02-10", "amount": "10000"}], %s}
                """.formatted(TWO_MONTHS))).containsExactly("1000.00", "4000.00");
    }

    @Test
    void prowisOverrideAboveAThreshold() {
        assertThat(Simulated.totals("""
                {"plan": {"components": [{"credits": {"roles": ["rollup"]}, "pay": {"type": "marginal-tiers", "on": "measure",
                   "tiers": [{"from": "0", "rate": "0"}, {"from": "225000", "rate": "0.03"}]}}]},
                 "participants": [{"id": "boss"}, {"id": "rep", "manager": "boss"}],
                 "events": [{"seller": "rep", "amount": "300000"}]}
                """)).containsExactly("2250.00", "0.00");
    }

    @Test
    void salescookiesRampedQuota() {
        Outcome outcome = Simulated.outcome("""
                {"plan": {"components": [{"quota": {"name": "amount", "ramp": {"amounts": ["10000", "20000", "30000"]}},
                   "pay": {"type": "marginal-tiers", "on": "attainment", "tiers": [{"from": "0", "rate": "0.1"}]}}]},
                 "participants": [{"id": "ann", "joined": "2026-01-01"}], "quotas": [{"amount": "45000"}],
                 "events": [{"date": "2026-01-10", "amount": "15000"}, {"date": "2026-02-10", "amount": "15000"},
                            {"date": "2026-03-10", "amount": "15000"}, {"date": "2026-04-10", "amount": "15000"}],
                 "periods": {"calendar": "month", "from": "2026-01-01", "to": "2026-05-01"}}
                """);
        assertThat(outcome.periods().stream().map(period -> period.people().getFirst().parts().getFirst().quota()))
                .containsExactly(10_000_00L, 20_000_00L, 30_000_00L, 45_000_00L);
    }

    @Test
    void aFeeThatIsNotCollected() {
        assertThat(Simulated.lines("""
                {"currency": "CNY", "plan": {"components": [
                   {"id": "fee", "credits": {"events": ["invoice"]}, "pay": {"type": "flat-rate", "rate": "0.15"}},
                   {"id": "open", "credits": {"events": ["invoice", "collection"]}, "pay": {"type": "uncollected-deduction", "rate": "0.05"}}]},
                 "events": [{"kind": "invoice", "amount": "2000"}]}
                """)).containsExactly("300.00", "-100.00");
    }

    @Test
    void salesInTwoCurrenciesSharedByTwo() {
        assertThat(Simulated.totals("""
                {"plan": {"components": [{"pay": {"type": "rate-table", "fields": ["region"], "rows": [
                   {"when": {"region": "E"}, "rate": "0.07"}, {"when": {"region": "N"}, "rate": "0.05"},
                   {"when": {"region": "SG"}, "rate": "0.10"}], "otherwise": "0"}}]},
                 "rates": [{"from": "GBP", "to": "USD", "rate": "1.22"}],
                 "events": [{"amount": "4056", "currency": "GBP", "attributes": {"region": "E"}, "split": {"ben": 1, "corey": 1}},
                            {"amount": "49", "seller": "alex", "attributes": {"region": "N"}},
                            {"amount": "4997", "seller": "alex", "attributes": {"region": "SG"}},
                            {"amount": "49", "seller": "ben", "attributes": {"region": "N"}},
                            {"amount": "39.80", "currency": "GBP", "seller": "alex", "attributes": {"region": "N"}}]}
                """)).containsExactly("504.58", "175.64", "173.19");
    }

    @Test
    void spiffsBonusForMoreThan() {
        String request = """
                {"plan": {"components": [{"pay": {"type": "bonus-steps", "on": "measure", "pays": "highest",
                   "steps": [{"from": "15000", "moreThan": true, "amount": "1000"}]}}]},
                 "events": [{"amount": "%s"}]}
                """;
        assertThat(Simulated.totals(request.formatted("15000"))).containsExactly("0.00");
        assertThat(Simulated.totals(request.formatted("15000.01"))).containsExactly("1000.00");
    }

    @Test
    void currenciesKeepTheirDecimals() {
        String request = """
                {"currency": "%s", "plan": {"components": [{"pay": {"type": "flat-rate", "rate": "0.05"}}]},
                 "events": [{"amount": "%s"}]}
                """;
        assertThat(Simulated.totals(request.formatted("JPY", "1230"))).containsExactly("62");
        assertThat(Simulated.totals(request.formatted("KWD", "12.345"))).containsExactly("0.617");
    }
}
