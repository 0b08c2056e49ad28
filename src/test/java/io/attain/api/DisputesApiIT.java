package io.attain.api;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.attain.fixtures.DictatedIT;
import io.attain.fixtures.People;
import io.attain.fixtures.Quarters;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.participant.ParticipantId;
import io.attain.sales.Imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

/** Disputes over REST: one dispute from filing to decision, and who is refused what. */
class DisputesApiIT extends DictatedIT {

    private static final User MOSES = People.rep("Moses Frase");
    private static final User ANNA = People.rep("Anna Snelling");
    private static final User VICKI = People.rep("Vicki Laflamme");
    private static final User DUSTIN = People.manager("Dustin Brinkmann");
    private static final User CELIA = People.manager("Celia Rouche");
    private static final List<User> EVERYBODY = List.of(MOSES, ANNA, VICKI, DUSTIN, CELIA, People.RENATA, People.CORA,
            People.FIONA, People.DIANA, People.AUDRA, People.OTTO);
    private static final Set<User> SEE = Set.of(MOSES, ANNA, DUSTIN, People.RENATA, People.CORA, People.FIONA,
            People.DIANA, People.AUDRA);

    @Autowired
    private WebApplicationContext application;
    @Autowired
    private Imports imports;

    private final ObjectMapper json = new ObjectMapper();
    private MockMvc mvc;

    @BeforeEach
    void aTeamWithADeal() {
        mvc = MockMvcBuilders.webAppContextSetup(application).apply(springSecurity()).build();
        ParticipantId moses = staff.employ(MOSES);
        ParticipantId anna = staff.employ(ANNA);
        ParticipantId vicki = staff.employ(VICKI);
        ParticipantId dustin = staff.employ(DUSTIN);
        ParticipantId celia = staff.employ(CELIA);
        ParticipantId renata = staff.employ(People.RENATA);
        staff.reports(moses, dustin);
        staff.reports(anna, dustin);
        staff.reports(vicki, celia);
        staff.reports(dustin, renata);
        staff.reports(celia, renata);
        upload("products.csv", "product,series,sales_price\nGTX Basic,GTX,550\n");
        upload("accounts.csv", """
                account,sector,year_established,revenue,employees,office_location,subsidiary_of
                Cancity,retail,2001,718.62,2448,United States,
                """);
        upload("deals.csv", """
                opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
                1C1I7A6R,Moses Frase,GTX Basic,Cancity,Won,2016-10-20,2017-03-01,1000
                2C1I7A6R,Moses Frase,GTX Basic,Cancity,Won,2016-10-20,2017-03-02,1000
                """);
        dictated.preview(Quarters.Q1, Map.of(moses, List.of(100_00L), anna, List.of()));
        dictated.previewWith(Quarters.Q1, Map.of(moses, List.of(60_00L), anna, List.of(40_00L)));
    }

    @Test
    void aDisputeGoesFromFilingToDecision() throws Exception {
        JsonNode filed = body(post("", ANNA, claim("1C1I7A6R")), 201);
        long id = filed.path("id").asLong();
        assertThat(filed.path("open").asBoolean()).isTrue();
        assertThat(filed.path("counterparts").get(0).path("participant").asText()).isEqualTo("moses-frase");

        body(post("/" + id + "/messages", ANNA, "{\"text\": \"I wrote the offer.\"}"), 201);
        JsonNode file = body(attach(id, ANNA, "offer.exe", "%PDF-1.7 offer"), 201);
        assertThat(file.path("name").asText()).isEqualTo("offer.exe.pdf");
        answer(id, MOSES);
        JsonNode decided = body(post("/" + id + "/decide", DUSTIN,
                "{\"decision\": \"deny\", \"reason\": \"It was his deal.\"}"), 200);

        assertThat(decided.path("state").asText()).isEqualTo("DENIED");
        assertThat(decided.path("decisionReason").asText()).isEqualTo("It was his deal.");
        MockHttpServletResponse download = call(HttpMethod.GET, "/" + id + "/files/" + file.path("id").asLong(), MOSES,
                null);
        assertThat(download.getContentAsString()).isEqualTo("%PDF-1.7 offer");
        assertThat(download.getHeader("Content-Disposition")).startsWith("attachment").contains("offer.exe.pdf");
        assertThat(download.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(download.getHeader("Content-Security-Policy")).contains("sandbox");
        JsonNode changes = body(call(HttpMethod.GET, "/changes?after=0", People.AUDRA, null), 200);
        assertThat(changes.get(changes.size() - 1).path("became").asText()).isEqualTo("DENIED");
    }

    @Test
    void whatWasDeniedIsAppealedOnceToSomeoneElse() throws Exception {
        long id = body(post("", ANNA, claim("1C1I7A6R")), 201).path("id").asLong();
        answer(id, MOSES);
        body(post("/" + id + "/decide", DUSTIN, "{\"decision\": \"deny\", \"reason\": \"It was his deal.\"}"), 200);
        String appeal = "{\"reason\": \"Nobody asked the customer.\"}";
        assertThat(post("/" + id + "/appeal", VICKI, appeal).getStatus()).isEqualTo(403);
        JsonNode appealed = body(post("/" + id + "/appeal", ANNA, appeal), 200);
        assertThat(appealed.path("state").asText()).isEqualTo("WITH_MANAGER");
        assertThat(appealed.path("decider").asText()).isEqualTo("renata-vogel");
        assertThat(post("/" + id + "/decide", DUSTIN, "{\"decision\": \"deny\", \"reason\": \"Again.\"}").getStatus())
                .isEqualTo(403);
        body(post("/" + id + "/decide", People.RENATA, "{\"decision\": \"deny\", \"reason\": \"I asked.\"}"), 200);
        assertThat(post("/" + id + "/appeal", MOSES, appeal).getStatus()).isEqualTo(409);
    }

    @Test
    void aWrongRateIsClaimedWithoutShares() throws Exception {
        JsonNode filed = body(post("", MOSES, """
                {"source": "crm", "externalId": "1C1I7A6R", "reason": "Six percent were agreed.", "about": "WRONG_RATE",
                 "expected": 12.50}
                """), 201);
        assertThat(filed.path("state").asText()).isEqualTo("TRIAGE");
        assertThat(filed.path("proposed")).isEmpty();
    }

    @Test
    void aMissingDealIsClaimedAndLinkedByCompensationAlone() throws Exception {
        JsonNode filed = body(post("/missing", ANNA, """
                {"reference": "PO-4711", "customer": "Cancity", "amount": 1000, "soldOn": "2017-03-01", "percent": 40,
                 "reason": "I sold it."}
                """), 201);
        long id = filed.path("id").asLong();
        assertThat(filed.path("state").asText()).isEqualTo("TRIAGE");
        assertThat(filed.path("externalId").isNull()).isTrue();
        assertThat(filed.path("named").path("amount").asText()).isEqualTo("1000.00");
        String link = "{\"deal\": \"crm/1C1I7A6R\"}";
        for (User other : EVERYBODY) {
            if (!other.has(Role.COMP_ADMIN)) {
                assertThat(post("/" + id + "/link", other, link).getStatus()).as(other.displayName()).isEqualTo(403);
            }
        }
        assertThat(body(post("/" + id + "/link", People.CORA, "{\"deal\": \"NONE\"}"), 404).path("code").asText())
                .isEqualTo("dispute-deal-unknown");
        JsonNode linked = body(post("/" + id + "/link", People.CORA, link), 200);
        assertThat(linked.path("externalId").asText()).isEqualTo("1C1I7A6R");
        assertThat(linked.path("state").asText()).isEqualTo("WITH_COUNTERPART");
        assertThat(body(post("/missing", ANNA, "{\"reference\": \"PO\"}"), 422).path("code").asText())
                .isEqualTo("form-customer");
        assertThat(body(post("/lines", ANNA, """
                {"line": "2017-Q1/9", "about": "WRONG_QUOTA", "reason": "Half of it."}
                """), 404).path("code").asText()).isEqualTo("dispute-line-unknown");
    }

    @Test
    void aCounterProposalIsAcceptedByTheClaimantAlone() throws Exception {
        long id = body(post("", ANNA, claim("1C1I7A6R")), 201).path("id").asLong();
        String accept = "{\"counterpart\": \"moses-frase\"}";
        assertThat(body(post("/" + id + "/accept", ANNA, accept), 409).path("code").asText())
                .isEqualTo("dispute-no-counter");
        body(post("/" + id + "/answer", MOSES, "{\"decision\": \"counter\", \"share\": 20, \"reason\": \"A fifth.\"}"),
                200);
        for (User other : List.of(MOSES, VICKI, DUSTIN, CELIA, People.CORA, People.FIONA, People.OTTO)) {
            assertThat(post("/" + id + "/accept", other, accept).getStatus()).as(other.displayName()).isEqualTo(403);
        }
        body(post("/" + id + "/accept", ANNA, accept), 200);
    }

    @Test
    void theListIsPagedAndFiltered() throws Exception {
        long first = body(post("", ANNA, claim("1C1I7A6R")), 201).path("id").asLong();
        long second = body(post("", ANNA, claim("2C1I7A6R")), 201).path("id").asLong();
        body(post("/" + second + "/withdraw", ANNA, ""), 200);

        assertThat(ids("?open=true", ANNA)).containsExactly(first);
        assertThat(ids("?open=false", ANNA)).containsExactly(second);
        assertThat(ids("?state=WITHDRAWN", People.CORA)).containsExactly(second);
        assertThat(ids("?text=1c1i", People.CORA)).containsExactly(first);
        assertThat(ids("?period=2017-Q2", People.CORA)).isEmpty();
        assertThat(ids("?claimant=anna-snelling&size=1&page=1", People.CORA)).containsExactly(second);
        assertThat(ids("?overdue=true", People.CORA)).isEmpty();
        assertThat(body(call(HttpMethod.GET, "?size=1", People.CORA, null), 200).path("total").asInt()).isEqualTo(2);
        assertThat(ids("", VICKI)).isEmpty();
        assertThat(ids("", CELIA)).isEmpty();
    }

    @Test
    void whoDoesNotBelongToItIsRefusedEverything() throws Exception {
        long id = body(post("", ANNA, claim("1C1I7A6R")), 201).path("id").asLong();
        long file = body(attach(id, ANNA, "offer.pdf", "%PDF-1.7 offer"), 201).path("id").asLong();
        Map<String, Set<User>> matrix = new LinkedHashMap<>();
        matrix.put("GET /%d".formatted(id), SEE);
        matrix.put("GET /%d/messages".formatted(id), SEE);
        matrix.put("GET /%d/files".formatted(id), SEE);
        matrix.put("GET /%d/files/%d".formatted(id, file), SEE);
        matrix.put("POST /%d/messages".formatted(id), Set.of(ANNA, MOSES, DUSTIN));
        matrix.put("FILE /%d/files".formatted(id), Set.of(ANNA, MOSES, DUSTIN));
        matrix.put("POST /%d/decide".formatted(id), Set.of());
        assertMatrix(matrix);

        answer(id, MOSES);
        assertMatrix(Map.of("POST /%d/answer".formatted(id), Set.of()));
        for (User other : EVERYBODY) {
            if (!other.equals(DUSTIN)) {
                assertThat(
                        post("/" + id + "/decide", other, "{\"decision\": \"deny\", \"reason\": \"no\"}").getStatus())
                        .as(other.displayName()).isEqualTo(403);
            }
            if (!other.equals(ANNA)) {
                assertThat(post("/" + id + "/withdraw", other, "").getStatus()).as(other.displayName()).isEqualTo(403);
            }
        }
        assertThat(post("/" + id + "/decide", DUSTIN, "{\"decision\": \"deny\", \"reason\": \"no\"}").getStatus())
                .isEqualTo(200);
    }

    @Test
    void aRefusalSaysWhatIsWrongAsProblemDetails() throws Exception {
        JsonNode problem = body(post("", ANNA, claim("NONE")), 404);
        assertThat(problem.path("code").asText()).isEqualTo("dispute-deal-unknown");
        assertThat(problem.path("detail").asText()).isNotBlank();
        long id = body(post("", ANNA, claim("1C1I7A6R")), 201).path("id").asLong();
        assertThat(body(post("/" + id + "/answer", MOSES, "{\"decision\": \"perhaps\"}"), 422).path("code").asText())
                .isEqualTo("form-invalid");
        assertThat(body(attach(id, ANNA, "tool.pdf", "MZ\0\1"), 422).path("code").asText()).isEqualTo("form-file-kind");
        assertThat(body(call(HttpMethod.GET, "/999999", ANNA, null), 404).path("code").asText())
                .isEqualTo("dispute-unknown");
        body(post("/" + id + "/withdraw", ANNA, ""), 200);
        assertThat(post("/" + id + "/answer", MOSES, "{\"decision\": \"agree\"}").getStatus()).isEqualTo(409);
    }

    /** Everybody named gets through, everybody else gets 403; nothing else is looked at. */
    private void assertMatrix(Map<String, Set<User>> matrix) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, Set<User>> row : matrix.entrySet()) {
            String path = row.getKey().substring(row.getKey().indexOf('/'));
            for (User user : EVERYBODY) {
                int status = (row.getKey().startsWith("GET")
                        ? call(HttpMethod.GET, path, user, null)
                        : row.getKey().startsWith("FILE")
                                ? attach(path, user, "note.txt", "by " + user.displayName())
                                : post(path, user, "{\"text\": \"hello\", \"decision\": \"deny\", \"reason\": \"no\"}"))
                        .getStatus();
                if ((status == 403) == row.getValue().contains(user) || status >= 500) {
                    wrong.add(row.getKey() + " as " + user.displayName() + " answered " + status);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private void answer(long id, User user) throws Exception {
        body(post("/" + id + "/answer", user, "{\"decision\": \"contest\", \"reason\": \"It was mine.\"}"), 200);
    }

    private List<Long> ids(String query, User user) throws Exception {
        List<Long> ids = new ArrayList<>();
        body(call(HttpMethod.GET, query, user, null), 200).path("items")
                .forEach(item -> ids.add(item.path("id").asLong()));
        return ids;
    }

    private static String claim(String deal) {
        return """
                {"source": "crm", "externalId": "%s", "reason": "I wrote the offer.", "proposed": [
                  {"participant": "moses-frase", "percent": 60}, {"participant": "anna-snelling", "percent": 40}]}
                """.formatted(deal);
    }

    private JsonNode body(MockHttpServletResponse answer, int status) throws Exception {
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
        return json.readTree(answer.getContentAsString());
    }

    private MockHttpServletResponse post(String path, User user, String content) throws Exception {
        return call(HttpMethod.POST, path, user, content);
    }

    private MockHttpServletResponse attach(long id, User user, String name, String content) throws Exception {
        return attach("/" + id + "/files", user, name, content);
    }

    private MockHttpServletResponse attach(String path, User user, String name, String content) throws Exception {
        return perform(multipart("/api/v1/disputes" + path).file(
                new MockMultipartFile("file", name, "application/pdf", content.getBytes(UTF_8))), user);
    }

    private MockHttpServletResponse call(HttpMethod method, String path, User user, String content) throws Exception {
        MockHttpServletRequestBuilder request = request(method, "/api/v1/disputes" + path);
        if (content != null) {
            request = request.contentType(MediaType.APPLICATION_JSON).content(content);
        }
        return perform(request, user);
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
