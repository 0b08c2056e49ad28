package io.attain.web;

import java.net.URI;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;

import io.attain.calculation.DemoFiles;
import io.attain.calculation.Run;
import io.attain.calculation.RunKind;
import io.attain.calculation.Runs;
import io.attain.fixtures.People;
import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.identity.User;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.sales.CsvFiles;
import io.attain.sales.Imports;
import io.attain.statement.Statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/** Someone paid in dollars, in a plan that counts euros, beside one whose plan counts dollars. */
@AutoConfigureMockMvc
class PayInAnotherCurrencyPagesIT extends PostgresIT {

    private static final String PLAN = """
            {"language": "attain/1", "id": "%s", "name": "Reps", "currency": "%s", "calendar": "quarters",
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
    private Periods periods;
    @Autowired
    private Runs runs;
    @Autowired
    private Statements statements;

    @Test
    void aStatementSaysWhatWasEarnedAtWhichRateItWasPaidAndWhatThatIs() throws Exception {
        sweep();
        Quarters.define(periods, 4);
        CsvFiles.organisation(imports);
        demo.publish(PLAN.formatted("euro", "EUR"));
        demo.publish(PLAN.formatted("dollar", "USD"));
        upload("participant,plan,from,to\nMoses Frase,euro,2017-01-01,\nAnna Snelling,dollar,2017-01-01,\n");
        upload("id,kind,date,seller,amount,currency\nB1,booking,2017-03-05,Moses Frase,1000,EUR\n"
                + "B2,booking,2017-03-06,Anna Snelling,500,USD\n");
        assertThat(page("/statements/moses-frase/2017-Q1", People.FIONA)).contains(
                "cannot be paid yet: no exchange rate from EUR to USD is listed", "€100.00", "$0.00");
        upload("from,to,date,rate\nEUR,USD,2017-03-30,1.0851\n");
        assertThat(page("/statements/moses-frase/2017-Q1", People.FIONA)).contains("€100.00", "$108.51",
                "At 1.0851 USD to the EUR (30 Mar 2017)");
        assertThat(page("/statements?period=2017-Q1", People.FIONA)).contains("€100.00", "$50.00");
        close();
        assertThat(page("/statements/moses-frase/2017-Q1", People.FIONA)).contains("€100.00", "$108.51",
                "100.00 EUR of the plan became payable; at 1.0851 USD to the EUR (2017-03-30) that is 108.51 USD.");
        assertThat(page("/statements/moses-frase/2017-Q1/lines/1", People.FIONA)).contains("€100.00", "108.51");
        assertThat(page("/statements?period=2017-Q1", People.FIONA)).contains("$158.51");
    }

    private void close() {
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        Run run = runs.freeze(Quarters.Q1, RunKind.CLOSE);
        IntStream.range(0, run.chunks()).forEach(chunk -> runs.calculateChunk(run.id(), chunk));
        runs.finish(run.id());
        runs.accept(run.id());
        statements.publish(run.id());
        periods.transition(Quarters.Q1, PeriodState.LOCKED);
    }

    private String page(String address, User user) throws Exception {
        MockHttpServletResponse answer = mvc.perform(get(URI.create(address)).with(authentication(
                acting.as(user, () -> SecurityContextHolder.getContext().getAuthentication())))).andReturn()
                .getResponse();
        assertThat(answer.getStatus()).as(address).isEqualTo(200);
        return answer.getContentAsString();
    }

    private void upload(String text) {
        acting.as(People.CORA, () -> CsvFiles.upload(imports, text));
    }
}
