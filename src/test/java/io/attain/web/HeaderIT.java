package io.attain.web;

import java.net.URI;
import java.time.LocalDate;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;

import io.attain.calculation.DemoFiles;
import io.attain.fixtures.People;
import io.attain.fixtures.PostgresIT;
import io.attain.identity.User;
import io.attain.period.CalendarSpan;
import io.attain.period.Calendars;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.sales.CsvFiles;
import io.attain.sales.Imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/** Reps are paid by the month, partners by the quarter: the header shows everybody the period that concerns him. */
@AutoConfigureMockMvc
class HeaderIT extends PostgresIT {

    private static final User MOSES = People.rep("Moses Frase");
    private static final User ANNA = People.rep("Anna Snelling");
    private static final String PLAN = """
            {"language": "attain/1", "id": "%s", "name": "Plan", "currency": "USD", "calendar": "%s",
             "effective": {"from": "2017-01-01"},
             "components": [{"id": "all", "name": "All", "credits": {"roles": ["direct"]}, "measure": "amount",
               "window": "credit", "pay": {"type": "flat-rate", "rate": "0.1"}}]}
            """;

    @Autowired
    private MockMvc mvc;
    @Autowired
    private DemoFiles demo;
    @Autowired
    private Imports imports;
    @Autowired
    private Calendars calendars;
    @Autowired
    private Periods periods;
    @Autowired
    private JdbcClient jdbc;

    @Test
    void whoIsPaidSeesHisOwnCalendarAndTheOfficeSeesAll() throws Exception {
        sweep();
        calendars.extend(new CalendarSpan("months", "", CalendarSpan.Length.MONTH, LocalDate.of(2017, 1, 1), 3, 15));
        CsvFiles.organisation(imports);
        demo.publish(PLAN.formatted("reps", "months"));
        upload("participant,plan,from,to\nMoses Frase,reps,2017-01-01,\n");
        signsInAs("moses-frase", MOSES);
        signsInAs("anna-snelling", ANNA);
        assertThat(header(People.FIONA)).isEqualTo("Open period 2017-01, 1 Jan 2017 to 31 Jan 2017");

        calendars.extend(
                new CalendarSpan("quarters", "", CalendarSpan.Length.QUARTER, LocalDate.of(2017, 1, 1), 1, 15));
        demo.publish(PLAN.formatted("partners", "quarters"));
        upload("participant,plan,from,to\nAnna Snelling,partners,2017-01-01,\n");
        periods.transition(new PeriodId("2017-01"), PeriodState.CLOSING);
        periods.transition(new PeriodId("2017-01"), PeriodState.LOCKED);

        assertThat(header(MOSES)).isEqualTo("Open period 2017-02, 1 Feb 2017 to 28 Feb 2017");
        assertThat(header(ANNA)).isEqualTo("Open period 2017-Q1, 1 Jan 2017 to 31 Mar 2017");
        assertThat(header(People.FIONA)).isEqualTo("Open periods 2017-Q1, 2017-02");
    }

    private String header(User user) throws Exception {
        String page = mvc.perform(get(URI.create("/deals")).with(authentication(
                acting.as(user, () -> SecurityContextHolder.getContext().getAuthentication())))).andReturn()
                .getResponse().getContentAsString();
        int from = page.indexOf("<span class=\"period\"");
        return page.substring(from, page.indexOf("<div class=\"who\"", from)).replaceAll("<[^>]*>", "")
                .replaceAll("\\s+", " ").strip();
    }

    private void signsInAs(String participant, User user) {
        jdbc.sql("update participant.participant set user_id = :user where id = :id").param("user", user.id().value())
                .param("id", participant).update();
    }

    private void upload(String text) {
        acting.as(People.CORA, () -> CsvFiles.upload(imports, text));
    }
}
