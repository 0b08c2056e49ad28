package io.attain.api;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.attain.fixtures.DictatedIT;
import io.attain.fixtures.People;
import io.attain.fixtures.Quarters;
import io.attain.identity.User;
import io.attain.ledger.Account;
import io.attain.ledger.Ledger;
import io.attain.participant.ParticipantId;
import io.attain.payout.PayoutBatch;
import io.attain.period.PeriodState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

/** What payroll and the bank say, and requests to open a period again, as other systems send them. */
class PayoutsApiIT extends DictatedIT {

    private static final MediaType CSV = MediaType.valueOf("text/csv");

    @Autowired
    private WebApplicationContext application;
    @Autowired
    private Ledger ledger;

    private final ObjectMapper json = new ObjectMapper();
    private MockMvc mvc;
    private ParticipantId anna;
    private ParticipantId moses;

    @BeforeEach
    void twoPeopleAreEmployed() {
        mvc = MockMvcBuilders.webAppContextSetup(application).apply(springSecurity()).build();
        anna = staff.employ(People.rep("Anna Snelling"));
        moses = staff.employ(People.rep("Moses Frase"));
    }

    @Test
    void aFileOfPayrollIsTakenOnceAndAsAWhole() throws Exception {
        PayoutBatch batch = prepared();
        payday.release(batch);
        String path = "/payouts/" + batch.id() + "/outcomes";

        JsonNode problem = body(send(path + "/file", CSV, "payee,outcome,cause\nE1000,confirmed,\nE7,lost,\n"), 409);
        assertThat(problem.path("detail").asText()).contains("row 3", "lost");
        assertThat(body(ask(HttpMethod.GET, path, People.AUDRA, ""), 200)).isEmpty();

        String file = "payee,outcome,cause\nE1000,confirmed,\nE1001,bounced,No such account\n";
        JsonNode taken = body(send(path + "/file?name=march.csv", CSV, file), 200);
        assertThat(taken).hasSize(2);
        assertThat(body(send(path + "/file?name=march.csv", CSV, file), 200)).isEqualTo(taken);
        assertThat(taken).allSatisfy(one -> assertThat(one.path("source").asText()).isEqualTo("march.csv"));
        assertThat(ledger.balance(Account.paid(anna), USD)).isEqualTo(usd("100.00"));
        assertThat(ledger.balance(Account.payable(moses), USD)).isEqualTo(usd("40.00"));
    }

    @Test
    void outcomesWithoutAFileAreAllTakenOrNone() throws Exception {
        PayoutBatch batch = prepared();
        payday.release(batch);
        String path = "/payouts/" + batch.id() + "/outcomes";
        JsonNode problem = body(send(path, MediaType.APPLICATION_JSON, """
                [{"participant": "anna-snelling", "outcome": "CONFIRMED"}, {"participant": "moses-frase"}]
                """), 409);
        assertThat(problem.path("detail").asText()).contains("Report 2");
        assertThat(body(ask(HttpMethod.GET, path, People.AUDRA, ""), 200)).isEmpty();
        assertThat(send(path, MediaType.APPLICATION_JSON, "[{\"outcome\": \"SOON\"}]").getStatus()).isEqualTo(400);
        assertThat(body(send(path, MediaType.APPLICATION_JSON,
                "[{\"participant\": \"anna-snelling\", \"outcome\": \"CONFIRMED\"}]"), 200)).hasSize(1);
    }

    @Test
    void aLockedPeriodIsAskedToBeOpenedAgain() throws Exception {
        PayoutBatch batch = prepared();
        payday.sign(batch, false);
        payday.lock(batch);
        String path = "/periods/" + Quarters.Q1 + "/reopenings";

        JsonNode before = body(ask(HttpMethod.GET, path, People.AUDRA, ""), 200);
        assertThat(before.path("whyNot").isNull()).isTrue();
        assertThat(before.path("undoing").path("statements").asInt()).isEqualTo(2);
        assertThat(before.path("undoing").path("batch").asLong()).isEqualTo(batch.id().value());
        assertThat(ask(HttpMethod.POST, path, People.AUDRA, "{\"reason\": \"Why not?\"}").getStatus()).isEqualTo(403);
        assertThat(send(path, MediaType.APPLICATION_JSON, "{}").getStatus()).isEqualTo(409);

        JsonNode asked = body(send(path, MediaType.APPLICATION_JSON, "{\"reason\": \"A rate was wrong\"}"), 201);
        assertThat(asked.path("state").asText()).isEqualTo("ASKED");
        assertThat(asked.path("askedBy").asText()).isEqualTo(People.FIONA.id().value());
        assertThat(send(path, MediaType.APPLICATION_JSON, "{\"reason\": \"Again\"}").getStatus()).isEqualTo(409);
        JsonNode after = body(ask(HttpMethod.GET, path, People.AUDRA, ""), 200);
        assertThat(after.path("requests")).hasSize(1);
        assertThat(periods.get(Quarters.Q1).state()).isEqualTo(PeriodState.LOCKED);
        assertThat(ask(HttpMethod.GET, "/periods/2099-Q1/reopenings", People.AUDRA, "").getStatus()).isEqualTo(404);
    }

    private PayoutBatch prepared() {
        return payday.prepare(Quarters.Q1, Map.of(anna, List.of(100_00L), moses, List.of(40_00L)));
    }

    private JsonNode body(MockHttpServletResponse answer, int status) throws Exception {
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
        return json.readTree(answer.getContentAsString());
    }

    private MockHttpServletResponse send(String path, MediaType type, String content) throws Exception {
        return perform(HttpMethod.POST, path, People.FIONA, type, content);
    }

    private MockHttpServletResponse ask(HttpMethod method, String path, User user, String content) throws Exception {
        return perform(method, path, user, MediaType.APPLICATION_JSON, content);
    }

    private MockHttpServletResponse perform(HttpMethod method, String path, User user, MediaType type, String content)
            throws Exception {
        return mvc.perform(request(method, "/api/v1" + path).contentType(type).content(content).with(csrf())
                .with(authentication(acting.as(user, () -> SecurityContextHolder.getContext().getAuthentication()))))
                .andReturn().getResponse();
    }
}
