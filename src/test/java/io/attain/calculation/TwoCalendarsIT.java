package io.attain.calculation;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.attain.fixtures.People;
import io.attain.fixtures.PostgresIT;
import io.attain.participant.ParticipantId;
import io.attain.period.CalendarSpan;
import io.attain.period.Calendars;
import io.attain.period.PeriodId;
import io.attain.plan.Assignment;
import io.attain.plan.Assignments;
import io.attain.plan.PlanId;
import io.attain.sales.CsvFiles;
import io.attain.sales.ImportReport;
import io.attain.sales.Imports;
import io.attain.shared.DateRange;
import io.attain.shared.Refused;
import io.attain.statement.StatementTotals;
import io.attain.statement.Statements;
import io.attain.workflow.close.PeriodClose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Reps are paid by the month, partners by the quarter: each calendar closes on its own and pays its own people. */
class TwoCalendarsIT extends PostgresIT {

    private static final ParticipantId MOSES = new ParticipantId("moses-frase");
    private static final ParticipantId ANNA = new ParticipantId("anna-snelling");
    private static final String PLAN = """
            {"language": "attain/1", "id": "%1$s", "name": "%1$s", "currency": "USD", "calendar": "%2$s",
             "effective": {"from": "2017-01-01"},
             "components": [
              {"id": "year", "name": "Commission", "credits": {"roles": ["direct"]}, "measure": "amount",
               "window": "year-to-date", "payable": {"on": "collection"},
               "pay": {"type": "marginal-tiers", "on": "measure",
                 "tiers": [{"from": "0", "rate": "0.05"}, {"from": "5000", "rate": "0.1"}]}},
              {"id": "kept", "name": "Kept back", "credits": {"roles": ["direct"]}, "measure": "amount",
               "window": "credit", "payable": {"holdback": {"share": "0.1", "days": 40}},
               "pay": {"type": "flat-rate", "rate": "0.03"}}],
             "pay": {"draw": {"type": "recoverable", "amount": "%3$s"}}}
            """;
    private static final String HEAD = "id,kind,date,seller,amount,currency,refers_to\n";
    private static final String SALES = "A1,booking,2017-01-10,Anna Snelling,4000,USD,\nA2,booking,2017-02-10,Anna Snelling,3000,USD,\n"
            + "CA1,collection,2017-02-20,,4000,USD,A1\nCA2,collection,2017-04-20,,1000,USD,A2\n"
            + "M1,booking,2017-01-11,Moses Frase,4000,USD,\nM2,booking,2017-02-11,Moses Frase,3000,USD,\n"
            + "CM1,collection,2017-02-21,,3000,USD,M1\nCM2,collection,2017-03-21,,3000,USD,M2\n"
            + "RM1,return,2017-04-02,,-4000,USD,M1\n";

    @Autowired
    private DemoFiles demo;
    @Autowired
    private LateDataWorld world;
    @Autowired
    private Imports imports;
    @Autowired
    private Calendars calendars;
    @Autowired
    private Assignments assignments;
    @Autowired
    private Statements statements;
    @Autowired
    private Corrections corrections;
    @Autowired
    private PeriodClose close;
    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void anOrganisation() {
        organisation(List.of("reps", "partners"));
        upload(HEAD + SALES);
    }

    private void organisation(List<String> plans) {
        sweep();
        extend("months", CalendarSpan.Length.MONTH, 6);
        extend("quarters", CalendarSpan.Length.QUARTER, 2);
        CsvFiles.organisation(imports);
        if (plans.contains("reps")) {
            demo.publish(PLAN.formatted("reps", "months", "100"));
            upload("participant,plan,from,to\nMoses Frase,reps,2017-01-01,\n");
        }
        if (plans.contains("partners")) {
            demo.publish(PLAN.formatted("partners", "quarters", "300"));
            upload("participant,plan,from,to\nAnna Snelling,partners,2017-01-01,\n");
        }
    }

    @Test
    void eachCalendarPaysItsOwnPeopleAndWhicheverClosesFirstChangesNothing() {
        close("2017-01", "2017-02", "2017-03", "2017-Q1", "2017-04", "2017-05", "2017-06", "2017-Q2");
        assertThat(paid("2017-02")).containsOnlyKeys("moses-frase");
        assertThat(paid("2017-Q1")).containsOnlyKeys("anna-snelling");
        Map<String, Long> moses = balances(MOSES);
        Map<String, Long> anna = balances(ANNA);
        assertThat(moses).isNotEmpty();
        assertThat(anna).isNotEmpty();

        anOrganisation();
        close("2017-Q1", "2017-01", "2017-Q2", "2017-02", "2017-03", "2017-04", "2017-05", "2017-06");
        assertThat(balances(MOSES)).isEqualTo(moses);
        assertThat(balances(ANNA)).isEqualTo(anna);

        // As if the other calendar were not there at all.
        organisation(List.of("reps"));
        upload(HEAD + salesOf("M"));
        close("2017-01", "2017-02", "2017-03", "2017-04", "2017-05", "2017-06");
        assertThat(balances(MOSES)).isEqualTo(moses);
        organisation(List.of("partners"));
        upload(HEAD + salesOf("A"));
        close("2017-Q1", "2017-Q2");
        assertThat(balances(ANNA)).isEqualTo(anna);
    }

    @Test
    void aSaleThatIsLateForTheMonthsIsInTimeForTheQuarter() {
        close("2017-01");
        upload(HEAD + "L1,booking,2017-01-20,Moses Frase,500,USD,\nL2,booking,2017-01-21,Anna Snelling,500,USD,\n");
        Run february = world.close(new PeriodId("2017-02"));
        assertThat(corrections.of(february.id())).isNotEmpty()
                .allSatisfy(line -> assertThat(line.participant()).isEqualTo(MOSES));
        Run quarter = world.close(new PeriodId("2017-Q1"));
        assertThat(corrections.of(quarter.id())).isEmpty();
        assertThat(world.close(new PeriodId("2017-Q2"))).satisfies(
                run -> assertThat(corrections.of(run.id())).isEmpty());
    }

    @Test
    void theCloseOfAQuarterWaitsForItsMonthsWhereThatIsSaid() {
        calendars.waitFor("quarters", "months");
        close("2017-01", "2017-02");
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> acting.as(People.CORA, () -> close.start(new PeriodId("2017-Q1"))))
                .withMessageContaining("2017-03 is still open, and the calendar “quarters” waits for its own");
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> acting.as(People.CORA, () -> close.start(new PeriodId("2017-04"))))
                .withMessageContaining("2017-03 is still open; close it before 2017-04");
        close("2017-03");
        acting.as(People.CORA, () -> close.start(new PeriodId("2017-Q1")));
        acting.as(People.CORA, () -> close.start(new PeriodId("2017-04")));
        assertThat(acting.as(People.CORA, () -> close.status(new PeriodId("2017-Q1"))).running()).isTrue();
        assertThat(acting.as(People.CORA, () -> close.status(new PeriodId("2017-04"))).running()).isTrue();
    }

    @Test
    void nobodyIsPaidByTwoCalendarsAtOnce() {
        ImportReport report = CsvFiles.upload(imports, "participant,plan,from,to\nMoses Frase,partners,2017-02-01,\n");
        assertThat(report.rejected()).isOne();
        assertThat(report.toString()).contains("is in a plan on the calendar “months”");

        // From one to the other on a day on which a month and a quarter begin; in the middle of a quarter not.
        assign(MOSES, "reps", LocalDate.of(2017, 1, 1), LocalDate.of(2017, 3, 1));
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> assign(MOSES, "partners", LocalDate.of(2017, 3, 1), LocalDate.MAX))
                .matches(refused -> refused.code().equals("assignment-calendars"));
        assign(MOSES, "partners", LocalDate.of(2017, 4, 1), LocalDate.MAX);
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> assign(MOSES, "reps", LocalDate.of(2017, 1, 1), LocalDate.MAX))
                .matches(refused -> refused.code().equals("assignment-calendars"));

        close("2017-01", "2017-02", "2017-03", "2017-Q1", "2017-04", "2017-Q2");
        assertThat(paid("2017-03")).as("what waited is still paid by months").containsKey("moses-frase");
        assertThat(paid("2017-Q1")).doesNotContainKey("moses-frase");
        assertThat(paid("2017-04")).doesNotContainKey("moses-frase");
        assertThat(paid("2017-Q2")).as("and by quarters from then on").containsKey("moses-frase");
    }

    @Test
    void aPlanStaysOnItsCalendar() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> demo.publish(PLAN.formatted("reps", "quarters", "100")
                        .replace("\"effective\": {\"from\": \"2017-01-01\"}",
                                "\"effective\": {\"from\": \"2017-04-01\"}")))
                .matches(refused -> refused.code().equals("plan-calendar"))
                .withMessageContaining("reps is on the calendar “months” and stays there");
    }

    private static String salesOf(String initial) {
        return SALES.lines().filter(row -> row.matches("[CR]?" + initial + ".*")).collect(Collectors.joining("\n"))
                + "\n";
    }

    private void assign(ParticipantId who, String plan, LocalDate from, LocalDate to) {
        acting.as(People.CORA, () -> assignments.assign(new Assignment(who, new PlanId(plan),
                to.equals(LocalDate.MAX) ? DateRange.since(from) : new DateRange(from, to))));
    }

    private void extend(String calendar, CalendarSpan.Length length, int count) {
        calendars.extend(new CalendarSpan(calendar, "", length, LocalDate.of(2017, 1, 1), count, 15));
    }

    private void close(String... ids) {
        for (String id : ids) {
            world.close(new PeriodId(id));
        }
    }

    private void upload(String text) {
        assertThat(CsvFiles.upload(imports, text).rejected()).as(text).isZero();
    }

    private Map<String, String> paid(String period) {
        Map<String, String> paid = new TreeMap<>();
        for (StatementTotals one : statements.totalsOf(new PeriodId(period))) {
            paid.put(one.participant().value(), one.payable().toString());
        }
        return paid;
    }

    private Map<String, Long> balances(ParticipantId who) {
        Map<String, Long> balances = new TreeMap<>();
        jdbc.sql("""
                select account_type, sum(amount_minor)::bigint as debits from ledger.entry
                 where participant_id = :who group by 1 having sum(amount_minor) <> 0
                """).param("who", who.value()).query(row -> {
            balances.put(row.getString("account_type"), row.getLong("debits"));
        });
        return balances;
    }
}
