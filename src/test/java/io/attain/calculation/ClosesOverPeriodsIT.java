package io.attain.calculation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import io.attain.calculation.oracle.OracleCredit;
import io.attain.calculation.oracle.OracleLine;
import io.attain.calculation.oracle.OraclePayee;
import io.attain.calculation.oracle.PlanOracle;
import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.participant.ParticipantId;
import io.attain.period.Holidays;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.plan.language.CreditSelection;
import io.attain.plan.language.EventKind;
import io.attain.plan.language.PlanDefinition;
import io.attain.sales.CsvFiles;
import io.attain.sales.Imports;

import static org.assertj.core.api.Assertions.assertThat;

/** Closes one quarter after the other: together they come to what the oracle says of all their days at once. */
class ClosesOverPeriodsIT extends PostgresIT {

    private static final String HEAD = """
            {"language": "attain/1", "id": "%s", "name": "%s", "currency": "USD", "calendar": "quarters",
             "effective": {"from": "2017-01-01"}, "components": [
            """;
    private static final List<String> PEOPLE = List.of("anna-snelling", "garret-kinder", "moses-frase");

    @Autowired
    private DemoFiles demo;

    @Autowired
    private Imports imports;

    @Autowired
    private Runs runs;

    @Autowired
    private Periods periods;

    @Autowired
    private Holidays holidays;

    private final Map<String, List<String[]>> events = new TreeMap<>();
    private final Map<String, Map<String, BigDecimal>> earned = new TreeMap<>();

    @BeforeEach
    void anOrganisation() {
        sweep();
        Quarters.define(periods, 4);
        CsvFiles.organisation(imports);
    }

    @Test
    void windowsToDateRanksAndReturnsComeToWhatTheWholeComesTo() {
        PlanDefinition plan = demo.publish(HEAD.formatted("sales", "Sales") + """
                {"id": "year", "name": "Year", "measure": "amount", "window": "year-to-date", "quota": "amount",
                 "pay": {"type": "retroactive-tiers", "on": "attainment", "tiers": [{"from": "0", "rate": "0.0333"},
                   {"from": "1", "rate": "0.0517"}]}},
                {"id": "marginal", "name": "Marginal", "measure": "amount", "window": "year-to-date",
                 "pay": {"type": "marginal-tiers", "on": "measure", "tiers": [{"from": "0", "rate": "0.0101"},
                   {"from": "1500.55", "rate": "0.0777"}]}},
                {"id": "steps", "name": "Steps", "measure": "amount", "window": "year-to-date", "quota": "amount",
                 "pay": {"type": "bonus-steps", "on": "attainment", "pays": "highest",
                   "steps": [{"from": "0.5", "amount": "100"}, {"from": "1.1", "amount": "350"}]}},
                {"id": "race", "name": "Race", "measure": "amount", "window": "year-to-date",
                 "pay": {"type": "rank", "group": "plan", "prizes": ["900", "500", "100.01"], "atLeast": "1"}}]}
                """).definition();
        assign("sales");
        upload("participant,measure,from,to,amount\n" + quotas("Anna Snelling", 1000, 1500, 800)
                + quotas("Garret Kinder", 2000, 500, 900) + quotas("Moses Frase", 1700.01, 1300, 1000));
        sold("A1,booking,2017-01-20,Anna Snelling,777.77,", "A2,booking,2017-03-30,Anna Snelling,333.33,",
                "G1,booking,2017-02-01,Garret Kinder,1999.99,", "M1,booking,2017-02-02,Moses Frase,1111.11,");
        close(1);
        compare(plan, 1);
        sold("A3,booking,2017-05-05,Anna Snelling,2500.05,", "G2,booking,2017-06-30,Garret Kinder,0.02,",
                "M2,booking,2017-04-01,Moses Frase,888.9,", "RM1,return,2017-05-20,,-100.1,M1",
                "RG1,return,2017-06-01,,-666.66,G1");
        close(2);
        compare(plan, 2);
        sold("A4,booking,2017-09-05,Anna Snelling,1.01,", "G3,booking,2017-09-30,Garret Kinder,3500.02,",
                "RM2,return,2017-08-20,,-1011.01,M1", "RG2,return,2017-08-21,,-666.66,G1",
                "RG3,return,2017-09-21,,-666.67,G1", "RA2,return,2017-09-22,,-333.33,A2");
        close(3);
        compare(plan, 3);
        assertThat(earned.toString()).contains("race/-", "year/RG3");
    }

    @Test
    void partialReturnsOfLaterPeriodsTogetherTakeWhatTheOriginalKeptAndNeverMore() {
        PlanDefinition plan = demo.publish(HEAD.formatted("sales", "Sales") + """
                {"id": "flat", "name": "Flat", "measure": "amount", "window": "period",
                 "pay": {"type": "flat-rate", "rate": "0.0333"}, "cap": {"amount": "50"}}]}
                """).definition();
        assign("sales");
        sold("A1,booking,2017-01-20,Anna Snelling,1000.01,", "G1,booking,2017-02-01,Garret Kinder,10.01,",
                "M1,booking,2017-02-02,Moses Frase,1501.6,");
        close(1);
        sold("RA1,return,2017-04-20,,-333.33,A1", "RA2,return,2017-05-20,,-333.33,A1",
                "RG1,return,2017-05-01,,-3.33,G1", "RM1,return,2017-05-01,,-1000,M1");
        close(2);
        assertThat(total("anna-snelling", "RA1", "RA2")).isEqualByComparingTo("-22.20");
        sold("RA3,return,2017-07-20,,-333.35,A1", "RG2,return,2017-07-21,,-3.33,G1",
                "RG3,return,2017-07-22,,-3.35,G1", "RM2,return,2017-07-23,,-1501.6,M1");
        close(3);
        assertThat(earned.get("anna-snelling")).containsEntry("flat/A1", new BigDecimal("33.30"));
        for (String who : PEOPLE) {
            assertThat(total(who, "A1", "RA1", "RA2", "RA3", "G1", "RG1", "RG2", "RG3", "M1", "RM1", "RM2"))
                    .as(who).isEqualByComparingTo("0");
        }
        assertThat(plan.components()).hasSize(1);
    }

    @Test
    void whatIsSoldInTheFirstMonthsOfACustomerCountsWhoeverSoldFirst() {
        demo.publish(HEAD.formatted("hunting", "Hunting") + """
                {"id": "new", "name": "New", "credits": {"roles": ["direct"], "customerMonths": 3}, "measure": "amount",
                 "window": "credit", "pay": {"type": "flat-rate", "rate": "0.1"}}]}
                """);
        assign("hunting");
        upload("id,kind,date,seller,account,amount,currency\n" + "S0,activity,2015-12-10,Moses Frase,Cancity,0,USD\n"
                + "A1,booking,2017-01-10,Anna Snelling,Cancity,100,USD\n"
                + "M1,booking,2017-03-20,Moses Frase,Cancity,200,USD\n"
                + "M2,booking,2017-04-09,Moses Frase,Cancity,300,USD\n"
                + "M3,booking,2017-04-10,Moses Frase,Cancity,400,USD\n"
                + "M4,booking,2017-05-10,Moses Frase,Isdom,500,USD\n");
        close(1);
        Preview preview = runs.preview(Quarters.Q2, java.util.Set.of(new ParticipantId("moses-frase")));
        close(2);
        assertThat(earned.get("moses-frase").toString()).isEqualTo("{new/M1=20.00, new/M2=30.00, new/M4=50.00}");
        assertThat(earned.get("anna-snelling").toString()).isEqualTo("{new/A1=10.00}");
        assertThat(preview.of(new ParticipantId("moses-frase")).orElseThrow().total().toDecimal())
                .isEqualByComparingTo("80");
    }

    @Test
    void daysOffAreNoWorkingDaysOfAQuota() {
        demo.publish(HEAD.formatted("sales", "Sales") + """
                {"id": "c", "name": "C", "measure": "amount", "window": "period",
                 "quota": {"name": "amount", "proration": "working-days"},
                 "pay": {"type": "marginal-tiers", "on": "attainment", "tiers": [{"from": "0", "rate": "0.1"}]}}]}
                """);
        upload("participant,plan,from,to\nMoses Frase,sales,2017-03-01,\n");
        upload("participant,measure,from,to,amount\nMoses Frase,amount,2017-01-01,2017-04-01,6400\n");
        holidays.declare(LocalDate.of(2017, 3, 15), "Founders' day");
        holidays.declare(LocalDate.of(2017, 3, 18), "A Saturday anyway");
        ParticipantResult result = runs.resultOf(runs.dryRun(Quarters.Q1).id(), new ParticipantId("moses-frase"))
                .orElseThrow();
        assertThat(result.components().getFirst().quota().orElseThrow().toDecimal()).isEqualByComparingTo("2200");
    }

    private static String quotas(String who, double... quarters) {
        StringBuilder rows = new StringBuilder();
        for (int q = 0; q < quarters.length; q++) {
            rows.append("%s,amount,2017-%02d-01,2017-%02d-01,%s%n".formatted(who, q * 3 + 1, q * 3 + 4,
                    BigDecimal.valueOf(quarters[q])));
        }
        return rows.toString();
    }

    private void assign(String plan) {
        upload("participant,plan,from,to\nAnna Snelling,%1$s,2017-01-01,\nGarret Kinder,%1$s,2017-01-01,\nMoses Frase,%1$s,2017-01-01,\n"
                .formatted(plan));
    }

    private void sold(String... rows) {
        StringBuilder file = new StringBuilder("id,kind,date,seller,amount,currency,refers_to\n");
        for (String row : rows) {
            String[] cells = row.split(",", -1);
            events.computeIfAbsent(cells[0].replaceAll("[R0-9]", ""), who -> new ArrayList<>()).add(cells);
            file.append("%s,%s,%s,%s,%s,USD,%s%n".formatted((Object[]) cells));
        }
        upload(file.toString());
    }

    private void upload(String text) {
        assertThat(CsvFiles.upload(imports, text).rejected()).as(text).isZero();
    }

    private void close(int quarter) {
        Run run = runs.freeze(Quarters.quarter(quarter).id(), RunKind.CLOSE);
        for (int chunk = 0; chunk < run.chunks(); chunk++) {
            runs.calculateChunk(run.id(), chunk);
        }
        runs.finish(run.id());
        runs.accept(run.id());
        periods.transition(run.period(), PeriodState.CLOSING);
        periods.transition(run.period(), PeriodState.LOCKED);
        for (ParticipantId who : runs.participants(run.id())) {
            Map<String, BigDecimal> own = earned.computeIfAbsent(who.value(), one -> new TreeMap<>());
            runs.linesOf(run.id(), who).forEach(line -> own.merge(
                    line.component() + "/" + line.event().map(event -> event.externalId()).orElse("-"),
                    line.amount().toDecimal(), BigDecimal::add));
        }
    }

    private BigDecimal total(String who, String... ids) {
        BigDecimal total = BigDecimal.ZERO;
        for (String id : ids) {
            total = total.add(earned.get(who).getOrDefault("flat/" + id, BigDecimal.ZERO));
        }
        return total;
    }

    /** All closes so far against one look of the oracle at all their days. */
    private void compare(PlanDefinition plan, int quarters) {
        List<OraclePayee> payees = new ArrayList<>();
        Map<String, List<String>> ids = new HashMap<>();
        for (String who : PEOPLE) {
            List<String[]> own = events.get(who.substring(0, 1).toUpperCase(java.util.Locale.ROOT)).stream()
                    .sorted(java.util.Comparator.comparing((String[] cells) -> cells[2])).toList();
            ids.put(who, own.stream().map(cells -> cells[0]).toList());
            payees.add(new OraclePayee(who, "", "", Optional.empty(), BigDecimal.ONE,
                    own.stream().map(cells -> credit(cells, ids.get(who))).toList(),
                    Map.of("year", quota(who, quarters), "steps", quota(who, quarters)), Map.of(), BigDecimal.ZERO,
                    Map.of()));
        }
        Map<String, List<OracleLine>> lines = PlanOracle.lines(plan, payees);
        Map<String, Map<String, BigDecimal>> expected = new TreeMap<>();
        lines.forEach((who, own) -> own.stream().filter(line -> line.amount().signum() != 0)
                .forEach(line -> expected.computeIfAbsent(who, one -> new TreeMap<>()).merge(line.component() + "/"
                        + line.credit().map(index -> ids.get(who).get(index)).orElse("-"),
                        line.amount().setScale(2, RoundingMode.UNNECESSARY), BigDecimal::add)));
        Map<String, Map<String, BigDecimal>> closed = new TreeMap<>();
        earned.forEach((who, own) -> own.forEach((line, amount) -> {
            if (amount.signum() != 0) {
                closed.computeIfAbsent(who, one -> new TreeMap<>()).put(line, amount);
            }
        }));
        assertThat(closed).as("quarter %d", quarters).isEqualTo(expected);
    }

    private static BigDecimal quota(String who, int quarters) {
        Map<String, List<String>> agreed = Map.of("anna-snelling", List.of("1000", "1500", "800"), "garret-kinder",
                List.of("2000", "500", "900"), "moses-frase", List.of("1700.01", "1300", "1000"));
        return agreed.get(who).subList(0, quarters).stream().map(BigDecimal::new).reduce(BigDecimal.ZERO,
                BigDecimal::add);
    }

    private static OracleCredit credit(String[] cells, List<String> ids) {
        return new OracleCredit(LocalDate.parse(cells[2]), CreditSelection.Role.DIRECT, EventKind.BOOKING,
                new BigDecimal(cells[4]).setScale(2, RoundingMode.UNNECESSARY), BigDecimal.ZERO, BigDecimal.ZERO,
                BigDecimal.ONE,
                cells[5].isEmpty() ? Optional.empty() : Optional.of(ids.indexOf(cells[5])), Optional.empty(),
                Map.of());
    }
}
