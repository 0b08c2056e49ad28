package io.attain.api;

import java.io.ByteArrayInputStream;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.attain.fixtures.DictatedIT;
import io.attain.fixtures.People;
import io.attain.identity.User;
import io.attain.participant.ParticipantId;
import io.attain.sales.Imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

class SplitRequestsApiIT extends DictatedIT {

    private static final User MOSES = People.rep("Moses Frase");
    private static final User ANNA = People.rep("Anna Snelling");
    private static final User VICKI = People.rep("Vicki Laflamme");
    private static final User DUSTIN = People.manager("Dustin Brinkmann");

    @Autowired
    private WebApplicationContext application;
    @Autowired
    private Imports imports;

    private final ObjectMapper json = new ObjectMapper();
    private MockMvc mvc;

    @BeforeEach
    void aTeamWithOpenDeals() {
        mvc = MockMvcBuilders.webAppContextSetup(application).apply(springSecurity()).build();
        ParticipantId moses = staff.employ(MOSES);
        ParticipantId anna = staff.employ(ANNA);
        staff.employ(VICKI);
        ParticipantId dustin = staff.employ(DUSTIN);
        staff.reports(moses, dustin);
        staff.reports(anna, dustin);
        upload("products.csv", "product,series,sales_price\nGTX Basic,GTX,550\nGTK 500,GTK,26768\n");
        upload("accounts.csv", """
                account,sector,year_established,revenue,employees,office_location,subsidiary_of
                Cancity,retail,2001,718.62,2448,United States,
                """);
        upload("deals.csv", """
                opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
                SMALL001,Moses Frase,GTX Basic,Cancity,Engaging,2016-10-25,,
                LARGE001,Moses Frase,GTK 500,Cancity,Engaging,2016-10-25,,
                """);
    }

    @Test
    void sharesAreProposedCounteredAndAgreed() throws Exception {
        JsonNode proposed = body(post("", MOSES, proposal("SMALL001", 60, 40)), 201);
        String id = "/" + proposed.path("id").asText();
        assertThat(proposed.path("state").asText()).isEqualTo("PROPOSED");
        assertThat(proposed.path("due").isNull()).isFalse();
        for (User other : List.of(MOSES, VICKI, DUSTIN, People.CORA)) {
            assertThat(post(id + "/answer", other, "{\"decision\": \"confirm\"}").getStatus())
                    .as(other.displayName()).isEqualTo(403);
        }
        JsonNode countered = body(post(id + "/answer", ANNA,
                "{\"decision\": \"counter\", \"share\": 50, \"reason\": \"I wrote the offer.\"}"), 200);
        assertThat(countered.path("round").asInt()).isEqualTo(2);
        assertThat(countered.path("proposedBy").asText()).isEqualTo("anna-snelling");
        JsonNode agreed = body(post(id + "/answer", MOSES, "{\"decision\": \"confirm\"}"), 200);
        assertThat(agreed.path("state").asText()).isEqualTo("AGREED");
        assertThat(agreed.path("shares").get(0).path("percent").decimalValue()).isEqualByComparingTo("50");
        assertThat(body(get(id + "/messages", ANNA), 200)).isNotEmpty();
        assertThat(post(id + "/withdraw", MOSES, "").getStatus()).isEqualTo(409);
    }

    @Test
    void aValuableDealIsDecidedByTheManager() throws Exception {
        String id = "/" + body(post("", MOSES, proposal("LARGE001", 60, 40)), 201).path("id").asText();
        body(post(id + "/answer", ANNA, "{\"decision\": \"confirm\"}"), 200);
        String no = "{\"decision\": \"reject\", \"reason\": \"She was not there.\"}";
        assertThat(post(id + "/decide", ANNA, no).getStatus()).isEqualTo(403);
        assertThat(post(id + "/decide", People.DIANA, no).getStatus()).isEqualTo(403);
        assertThat(body(post(id + "/decide", DUSTIN, no), 200).path("state").asText()).isEqualTo("REJECTED");
    }

    @Test
    void onlyThoseConcernedSeeItAndWhatIsWrongIsSaid() throws Exception {
        String id = "/" + body(post("", MOSES, proposal("SMALL001", 60, 40)), 201).path("id").asText();
        assertThat(get(id, VICKI).getStatus()).isEqualTo(403);
        assertThat(get(id, People.OTTO).getStatus()).isEqualTo(403);
        body(get(id, DUSTIN), 200);
        assertThat(body(get("", ANNA), 200)).hasSize(1);
        assertThat(body(get("", VICKI), 200)).isEmpty();
        assertThat(post("", VICKI, proposal("LARGE001", 60, 40)).getStatus()).isEqualTo(403);
        assertThat(body(post("", MOSES, proposal("SMALL001", 60, 40)), 409).path("code").asText())
                .isEqualTo("split-open-already");
        assertThat(body(post("", MOSES, proposal("LARGE001", 60, 41)), 409).path("code").asText())
                .isEqualTo("split-total");
        assertThat(body(post("", MOSES, "{}"), 422).path("code").asText()).isEqualTo("form-invalid");
        assertThat(body(post(id + "/withdraw", MOSES, ""), 200).path("state").asText()).isEqualTo("WITHDRAWN");
    }

    private static String proposal(String deal, int hisShare, int hers) {
        return """
                {"source": "crm", "externalId": "%s", "note": "We sell it together.", "shares": [
                  {"participant": "moses-frase", "percent": %d}, {"participant": "anna-snelling", "percent": %d}]}
                """.formatted(deal, hisShare, hers);
    }

    private JsonNode body(MockHttpServletResponse answer, int status) throws Exception {
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
        return json.readTree(answer.getContentAsString());
    }

    private MockHttpServletResponse get(String path, User user) throws Exception {
        return perform(request(HttpMethod.GET, "/api/v1/split-requests" + path), user);
    }

    private MockHttpServletResponse post(String path, User user, String content) throws Exception {
        return perform(request(HttpMethod.POST, "/api/v1/split-requests" + path)
                .contentType(MediaType.APPLICATION_JSON).content(content), user);
    }

    private MockHttpServletResponse perform(MockHttpServletRequestBuilder request, User user) throws Exception {
        return mvc.perform(request.with(csrf()).with(authentication(
                acting.as(user, () -> SecurityContextHolder.getContext().getAuthentication())))).andReturn()
                .getResponse();
    }

    private void upload(String name, String content) {
        acting.as(People.CORA, () -> imports.upload(name, new ByteArrayInputStream(content.getBytes(UTF_8)), "crm"));
    }
}
