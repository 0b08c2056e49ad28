package io.attain.web;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import io.attain.audit.CaseRef;
import io.attain.crediting.Share;
import io.attain.demo.DemoSeeding;
import io.attain.fixtures.People;
import io.attain.fixtures.PostgresIT;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.participant.ParticipantId;
import io.attain.participant.Quota;
import io.attain.participant.QuotaProposal;
import io.attain.participant.QuotaProposalId;
import io.attain.participant.QuotaProposals;
import io.attain.participant.Quotas;
import io.attain.sales.EventKey;
import io.attain.shared.DateRange;
import io.attain.split.ProposeShares;
import io.attain.split.SplitRequest;
import io.attain.split.SplitRequestId;
import io.attain.split.SplitRequests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

/**
 * Every endpoint against every role, on the living demo. The matrix below must name each mapping of the application;
 * one that is missing fails the test.
 */
@TestPropertySource(properties = { "attain.demo.enabled=true", "attain.demo.start-with-application=false",
    "camunda.bpm.job-execution.enabled=true" })
@AutoConfigureMockMvc
@DirtiesContext
class WhoMayIT extends PostgresIT {

    private static final Set<Role> ALL = EnumSet.allOf(Role.class);
    private static final Set<Role> PAY = EnumSet.complementOf(EnumSet.of(Role.ADMIN));
    private static final Set<Role> OFFICE = EnumSet.of(Role.COMP_ADMIN, Role.FINANCE, Role.FINANCE_DIRECTOR,
            Role.AUDITOR);
    private static final Set<Role> TASKS = EnumSet.of(Role.REP, Role.MANAGER, Role.COMP_ADMIN, Role.FINANCE,
            Role.FINANCE_DIRECTOR);
    private static final Set<Role> FIELD = EnumSet.of(Role.REP, Role.MANAGER);
    private static final Set<Role> SIGNERS = EnumSet.of(Role.FINANCE, Role.FINANCE_DIRECTOR);
    private static final Set<Role> CLOSERS = EnumSet.of(Role.COMP_ADMIN, Role.FINANCE, Role.FINANCE_DIRECTOR);
    private static final Set<Role> COMP = EnumSet.of(Role.COMP_ADMIN);
    private static final Set<Role> ASSIGN = EnumSet.of(Role.MANAGER, Role.COMP_ADMIN, Role.FINANCE_DIRECTOR);

    private static final Map<String, Set<Role>> MATRIX = Map.ofEntries(
            Map.entry("GET /", ALL),
            Map.entry("GET /language", ALL),
            Map.entry("GET /inbox", TASKS),
            Map.entry("GET /tasks/{id}", TASKS),
            Map.entry("POST /tasks/{id}", TASKS),
            Map.entry("POST /tasks/{id}/claim", TASKS),
            Map.entry("POST /tasks/{id}/unclaim", TASKS),
            Map.entry("GET /statement", FIELD),
            Map.entry("GET /statements", OFFICE),
            Map.entry("GET /statements/{participant}/{period}", PAY),
            Map.entry("GET /statements/{participant}/{period}/lines/{line}", PAY),
            Map.entry("GET /statements/{participant}/{period}/as-it-was/{run}", PAY),
            Map.entry("POST /statements/{participant}/{period}/acknowledge", FIELD),
            Map.entry("POST /api/v1/statements/{participant}/{period}/acknowledge", FIELD),
            Map.entry("GET /plans", PAY),
            Map.entry("GET /plans/new", COMP),
            Map.entry("POST /plans", COMP),
            Map.entry("GET /plans/templates", COMP),
            Map.entry("POST /plans/templates", COMP),
            Map.entry("GET /api/v1/plan-templates", OFFICE),
            Map.entry("GET /api/v1/plan-templates/{id}", OFFICE),
            Map.entry("GET /plans/{plan}/{version}", PAY),
            Map.entry("GET /plans/{plan}/{version}/edit", COMP),
            Map.entry("POST /plans/{plan}/{version}/edit", COMP),
            Map.entry("POST /plans/{plan}/{version}/examples", COMP),
            Map.entry("POST /plans/{plan}/{version}/submit", COMP),
            Map.entry("POST /plans/{plan}/{version}/withdraw", COMP),
            Map.entry("GET /sales-events", OFFICE),
            Map.entry("GET /sales-events/{source}/{id}", OFFICE),
            Map.entry("GET /uncredited", OFFICE),
            Map.entry("GET /quota-corrections", OFFICE),
            Map.entry("GET /quota-corrections/{id}", OFFICE),
            Map.entry("GET /credit-rules", OFFICE),
            Map.entry("GET /credit-rules/{number}", OFFICE),
            Map.entry("GET /credit-rules/new", COMP),
            Map.entry("POST /credit-rules", COMP),
            Map.entry("GET /deals", PAY),
            Map.entry("GET /deals/{source}/{id}", PAY),
            Map.entry("GET /split-requests", PAY),
            Map.entry("GET /split-requests/new", FIELD),
            Map.entry("POST /split-requests", FIELD),
            Map.entry("GET /split-requests/{id}", PAY),
            Map.entry("POST /split-requests/{id}/withdraw", FIELD),
            Map.entry("POST /files/{type}/{id}", PAY),
            Map.entry("GET /files/{type}/{id}/{file}", PAY),
            Map.entry("GET /webhooks", EnumSet.of(Role.ADMIN)),
            Map.entry("POST /webhooks", EnumSet.of(Role.ADMIN)),
            Map.entry("POST /webhooks/{id}/stop", EnumSet.of(Role.ADMIN)),
            Map.entry("POST /webhooks/{id}/again", EnumSet.of(Role.ADMIN)),
            Map.entry("GET /disputes", PAY),
            Map.entry("GET /disputes/new", FIELD),
            Map.entry("POST /disputes", FIELD),
            Map.entry("GET /disputes/new/effect", FIELD),
            Map.entry("GET /disputes/missing", FIELD),
            Map.entry("POST /disputes/missing", FIELD),
            Map.entry("POST /disputes/lines", FIELD),
            Map.entry("POST /disputes/bulk", PAY),
            Map.entry("POST /disputes/{id}/link", COMP),
            Map.entry("POST /disputes/{id}/assign", ASSIGN),
            Map.entry("GET /disputes/{id}", PAY),
            Map.entry("POST /disputes/{id}/withdraw", FIELD),
            Map.entry("POST /disputes/{id}/accept", FIELD),
            Map.entry("POST /disputes/{id}/appeal", FIELD),
            Map.entry("POST /disputes/{id}/reopen", FIELD),
            Map.entry("POST /disputes/{id}/messages", PAY),
            Map.entry("GET /away", EnumSet.of(Role.MANAGER)),
            Map.entry("POST /away", EnumSet.of(Role.MANAGER)),
            Map.entry("POST /away/{id}/back", EnumSet.of(Role.MANAGER)),
            Map.entry("GET /team", EnumSet.of(Role.MANAGER)),
            Map.entry("GET /close", OFFICE),
            Map.entry("POST /calendars", COMP),
            Map.entry("POST /calendars/waits", COMP),
            Map.entry("GET /close/{period}", OFFICE),
            Map.entry("GET /close/{period}/progress", OFFICE),
            Map.entry("GET /close/{period}/late", OFFICE),
            Map.entry("GET /close/{period}/events", OFFICE),
            Map.entry("GET /close/{period}/exceptions", OFFICE),
            Map.entry("POST /close/{period}/exceptions/waive", EnumSet.of(Role.FINANCE, Role.COMP_ADMIN)),
            Map.entry("POST /close/{period}/control-totals", COMP),
            Map.entry("GET /close/{period}/runs/{run}", OFFICE),
            Map.entry("POST /close/{period}/dry-run", COMP),
            Map.entry("POST /close/{period}/start", COMP),
            Map.entry("POST /close/{period}/cancel", COMP),
            Map.entry("GET /close/{period}/reopening", OFFICE),
            Map.entry("POST /close/{period}/reopening", CLOSERS),
            Map.entry("GET /payouts", OFFICE),
            Map.entry("GET /payouts/{id}", OFFICE),
            Map.entry("GET /payouts/{id}/file", OFFICE),
            Map.entry("GET /payouts/{id}/files/{kind}/{variant}", OFFICE),
            Map.entry("POST /payouts/{id}/files", SIGNERS),
            Map.entry("POST /payouts/{id}/files/{kind}/{variant}/again", SIGNERS),
            Map.entry("GET /bank-details", PAY),
            Map.entry("GET /bank-details/{participant}", EnumSet.complementOf(EnumSet.of(Role.ADMIN, Role.MANAGER))),
            Map.entry("POST /bank-details/{participant}", EnumSet.of(Role.REP, Role.COMP_ADMIN, Role.FINANCE)),
            Map.entry("GET /payouts/settings", OFFICE),
            Map.entry("POST /payouts/settings/provider", SIGNERS),
            Map.entry("POST /payouts/settings/entity", EnumSet.of(Role.FINANCE_DIRECTOR)),
            Map.entry("POST /payouts/settings/account", SIGNERS),
            Map.entry("GET /api/v1/payouts", OFFICE),
            Map.entry("GET /api/v1/payouts/{id}", OFFICE),
            Map.entry("GET /api/v1/payouts/{id}/files/{kind}/{variant}", OFFICE),
            Map.entry("POST /api/v1/payouts/{id}/files", SIGNERS),
            Map.entry("GET /payouts/{id}/evidence", OFFICE),
            Map.entry("GET /api/v1/payouts/{id}/outcomes", OFFICE),
            Map.entry("POST /api/v1/payouts/{id}/outcomes", SIGNERS),
            Map.entry("POST /api/v1/payouts/{id}/outcomes/file", SIGNERS),
            Map.entry("POST /api/v1/payouts/{id}/send-back", SIGNERS),
            Map.entry("GET /api/v1/periods/{period}/reopenings", OFFICE),
            Map.entry("POST /api/v1/periods/{period}/reopenings", CLOSERS),
            Map.entry("POST /payouts/{id}/send-back", SIGNERS),
            Map.entry("POST /payouts/{id}/outcomes", SIGNERS),
            Map.entry("POST /payouts/{id}/outcomes/all", SIGNERS),
            Map.entry("POST /payouts/{id}/outcomes/file", SIGNERS),
            Map.entry("POST /payouts/settings/minimum", SIGNERS),
            Map.entry("GET /imports", OFFICE),
            Map.entry("POST /imports", COMP),
            Map.entry("GET /imports/{id}", OFFICE),
            Map.entry("POST /imports/aliases", COMP),
            Map.entry("POST /imports/replay", COMP),
            Map.entry("POST /imports/{id}/undo", COMP),
            Map.entry("GET /adjustments", OFFICE),
            Map.entry("POST /adjustments", EnumSet.of(Role.FINANCE, Role.COMP_ADMIN)),
            Map.entry("GET /ledger", OFFICE),
            Map.entry("GET /ledger/{participant}", PAY),
            Map.entry("POST /ledger/check", SIGNERS),
            Map.entry("POST /ledger/rebuild", SIGNERS),
            Map.entry("GET /expense", OFFICE),
            Map.entry("POST /expense/policies", EnumSet.of(Role.FINANCE)),
            Map.entry("GET /expense/roll-forward.csv", OFFICE),
            Map.entry("GET /expense/journal.csv", OFFICE),
            Map.entry("GET /audit", OFFICE),
            Map.entry("GET /processes", EnumSet.of(Role.COMP_ADMIN, Role.FINANCE, Role.FINANCE_DIRECTOR, Role.AUDITOR,
                    Role.ADMIN)),
            Map.entry("GET /processes/{key}", EnumSet.of(Role.COMP_ADMIN, Role.FINANCE, Role.FINANCE_DIRECTOR,
                    Role.AUDITOR, Role.ADMIN)),
            Map.entry("GET /processes/{type}/{*id}", OFFICE),
            Map.entry("GET /api/v1/periods", PAY),
            Map.entry("GET /api/v1/periods/{period}/runs", OFFICE),
            Map.entry("GET /api/v1/statements/{participant}/{period}", PAY),
            Map.entry("GET /api/v1/statements/{participant}/{period}/lines/{line}/explanation", PAY),
            Map.entry("GET /api/v1/deals", PAY),
            Map.entry("GET /api/v1/deals/{source}/{externalId}", PAY),
            Map.entry("GET /api/v1/disputes", PAY),
            Map.entry("POST /api/v1/disputes", FIELD),
            Map.entry("POST /api/v1/disputes/missing", FIELD),
            Map.entry("POST /api/v1/disputes/lines", FIELD),
            Map.entry("POST /api/v1/disputes/{id}/link", COMP),
            Map.entry("POST /api/v1/disputes/{id}/assign", ASSIGN),
            Map.entry("POST /api/v1/disputes/{id}/accept", FIELD),
            Map.entry("GET /api/v1/split-requests", PAY),
            Map.entry("POST /api/v1/split-requests", FIELD),
            Map.entry("GET /api/v1/split-requests/{id}", PAY),
            Map.entry("GET /api/v1/split-requests/{id}/messages", PAY),
            Map.entry("POST /api/v1/split-requests/{id}/answer", FIELD),
            Map.entry("POST /api/v1/split-requests/{id}/decide", EnumSet.of(Role.MANAGER, Role.FINANCE_DIRECTOR)),
            Map.entry("POST /api/v1/split-requests/{id}/withdraw", FIELD),
            Map.entry("GET /api/v1/disputes/changes", OFFICE),
            Map.entry("GET /api/v1/disputes/{id}", PAY),
            Map.entry("POST /api/v1/disputes/{id}/answer", TASKS),
            Map.entry("POST /api/v1/disputes/{id}/decide", TASKS),
            Map.entry("POST /api/v1/disputes/{id}/withdraw", FIELD),
            Map.entry("POST /api/v1/disputes/{id}/appeal", FIELD),
            Map.entry("POST /api/v1/disputes/{id}/reopen", FIELD),
            Map.entry("GET /api/v1/disputes/{id}/files", PAY),
            Map.entry("POST /api/v1/disputes/{id}/files", PAY),
            Map.entry("GET /api/v1/disputes/{id}/files/{file}", PAY),
            Map.entry("GET /api/v1/disputes/{id}/messages", PAY),
            Map.entry("POST /api/v1/disputes/{id}/messages", PAY),
            Map.entry("GET /api/v1/inbox", TASKS),
            Map.entry("GET /api/v1/inbox/{task}", TASKS),
            Map.entry("POST /api/v1/inbox/{task}", TASKS),
            Map.entry("POST /api/v1/imports", COMP),
            Map.entry("POST /api/v1/events", COMP),
            Map.entry("GET /api/v1/credit-rules", OFFICE),
            Map.entry("POST /api/v1/credit-rules", COMP),
            Map.entry("POST /api/v1/simulations", OFFICE));

    /** Open to whoever is not signed in yet; only in the demo. */
    private static final Set<String> BEFORE_SIGN_IN = Set.of("GET /switch");

    @Autowired
    private MockMvc mvc;
    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;
    @Autowired
    private DemoSeeding demo;
    @Autowired
    private SplitRequests splitRequests;
    @Autowired
    private Quotas quotas;
    @Autowired
    private QuotaProposals quotaProposals;
    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void theDemoIsWhole() {
        demo.seed();
    }

    @Test
    void thePageAboutTheApiNamesEveryCallAndWhoMayMakeIt() throws IOException {
        Map<String, Set<Role>> groups = Map.of("everyone in pay", PAY, "office", OFFICE, "task holders", TASKS,
                "sellers", FIELD, "finance", SIGNERS, "closers", CLOSERS);
        Map<String, Set<Role>> written = new TreeMap<>();
        for (String row : Files.readAllLines(Path.of("docs", "api.md"))) {
            String[] cells = row.split("\\|");
            if (cells.length == 4 && cells[1].contains("/api/v1")) {
                String who = cells[3].strip();
                written.put(cells[1].replace('`', ' ').strip(), groups.containsKey(who)
                        ? groups.get(who)
                        : Arrays.stream(who.split(", ")).map(name -> Role.valueOf(
                                name.toUpperCase(Locale.ROOT).replace('-', '_'))).collect(Collectors.toSet()));
            }
        }
        Map<String, Set<Role>> built = new TreeMap<>();
        MATRIX.forEach((endpoint, roles) -> {
            if (endpoint.contains(" /api/v1")) {
                built.put(endpoint, roles);
            }
        });
        assertThat(written).isEqualTo(built);
    }

    @Test
    void theMatrixNamesEveryEndpoint() {
        Set<String> named = new TreeSet<>(MATRIX.keySet());
        named.addAll(BEFORE_SIGN_IN);
        Set<String> mapped = endpoints();
        mapped.addAll(BEFORE_SIGN_IN);
        assertThat(named).isEqualTo(mapped);
    }

    @Test
    void everyEndpointTakesItsRolesAndNoOther() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, Set<Role>> row : new TreeMap<>(MATRIX).entrySet()) {
            for (Role role : Role.values()) {
                int status = call(row.getKey(), userIn(role)).getStatus();
                boolean refused = status == 403;
                if (refused == row.getValue().contains(role) || status >= 500) {
                    wrong.add(row.getKey() + " as " + role.key() + " answered " + status);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void nobodyGetsInWithoutSigningIn() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (String endpoint : MATRIX.keySet()) {
            MockHttpServletResponse answer = mvc.perform(prepared(endpoint)).andReturn().getResponse();
            boolean sentToSignIn = answer.getStatus() == 302
                    && String.valueOf(answer.getRedirectedUrl()).contains("/oauth2/authorization/");
            if (!sentToSignIn && answer.getStatus() != 401) {
                wrong.add(endpoint + " answered " + answer.getStatus());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aFormWithoutItsTokenIsRefused() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (String endpoint : MATRIX.keySet()) {
            if (endpoint.startsWith("POST /") && !endpoint.startsWith("POST /api/")) {
                int status = mvc.perform(request(HttpMethod.POST, address(endpoint, userIn(Role.COMP_ADMIN)))
                        .with(authentication(signedIn(userIn(Role.COMP_ADMIN))))).andReturn().getResponse().getStatus();
                if (status != 403) {
                    wrong.add(endpoint + " answered " + status);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aRepSeesNobodyElsesPay() throws Exception {
        User moses = People.rep("Moses Frase");
        for (String address : List.of("/statements/anna-snelling/2017-Q1", "/statements/anna-snelling/2017-Q1/lines/1",
                "/ledger/anna-snelling", "/deals?seller=anna-snelling", "/api/v1/statements/anna-snelling/2017-Q1",
                "/deals/crm/" + dealOf("anna-snelling"), "/api/v1/deals/crm/" + dealOf("anna-snelling"))) {
            assertThat(open(address, moses).getStatus()).as(address).isEqualTo(403);
        }
        assertThat(open("/api/v1/deals", moses).getContentAsString()).doesNotContain("anna-snelling");
    }

    @Test
    void aManagerSeesHisLineAndNoOther() throws Exception {
        User dustin = People.manager("Dustin Brinkmann");
        assertThat(open("/statements/anna-snelling/2017-Q1", dustin).getStatus()).isEqualTo(200);
        String stranger = jdbc.sql("""
				select participant_id from participant.reporting_line
				 where manager_id = 'summer-sewald' order by participant_id limit 1
				""").query(String.class).optional().orElse("darcel-schlecht");
        assertThat(open("/statements/" + stranger + "/2017-Q1", dustin).getStatus()).isEqualTo(403);
        assertThat(open("/statements/" + stranger + "/2017-Q1", People.RENATA).getStatus()).isEqualTo(200);
    }

    @Test
    void aForgedFieldDecidesNothing() throws Exception {
        String task = jdbc.sql("select id_ from engine.act_ru_task order by id_ limit 1").query(String.class).single();
        int before = jdbc.sql("select count(*) from audit.approval").query(Integer.class).single();
        for (Role role : Role.values()) {
            User user = userIn(role);
            mvc.perform(request(HttpMethod.POST, URI.create("/tasks/" + task)).with(csrf())
                    .with(authentication(signedIn(user))).param("field.decision", "approve")
                    .param("field.submittedBy", "someone-else").param("assignee", user.id().value())).andReturn();
        }
        assertThat(jdbc.sql("select count(*) from audit.approval").query(Integer.class).single()).isEqualTo(before);
        assertThat(jdbc.sql("select count(*) from engine.act_ru_task where id_ = :id").param("id", task)
                .query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void theStatementAndItsExplanationsSpeakTheReadersLanguage() throws Exception {
        User anna = People.rep("Anna Snelling");
        Map<String, String> statement = Map.of("en", "Earned", "zh", "已计得");
        Map<String, String> why = Map.of("en", "The line comes to", "zh", "本行金额为");
        for (String language : List.of("en", "zh")) {
            assertThat(inLanguage("/statement?period=2017-Q1", language, anna)).contains(statement.get(language));
            String line = inLanguage("/statements/anna-snelling/2017-Q1/lines/1", language, anna);
            keep("why-" + language, line);
            assertThat(line).contains(why.get(language));
        }
        String rest = open("/api/v1/statements/anna-snelling/2017-Q1/lines/1/explanation", anna).getContentAsString();
        assertThat(rest).contains("\"kind\":\"sliced\"").contains(why.get("en")).contains(why.get("zh"))
                .contains("\"kind\":\"posted\"");

        MockHttpServletResponse chosen = mvc.perform(request(HttpMethod.GET, URI.create("/language?to=zh"))
                .header("Referer", "http://localhost/statement?period=2017-Q1")
                .with(authentication(signedIn(anna)))).andReturn().getResponse();
        assertThat(chosen.getRedirectedUrl()).isEqualTo("/statement?period=2017-Q1");
        assertThat(chosen.getCookie("ATTAIN_LANGUAGE")).isNotNull().extracting(cookie -> cookie.getValue())
                .isEqualTo("zh");
    }

    private String inLanguage(String address, String language, User user) throws Exception {
        return mvc.perform(request(HttpMethod.GET, URI.create(address)).header("Accept-Language", language)
                .with(authentication(signedIn(user)))).andReturn().getResponse().getContentAsString();
    }

    @Test
    void everyPageIsDrawnForThoseWhoWorkWithIt() throws Exception {
        Map<String, User> pages = new TreeMap<>();
        User anna = People.rep("Anna Snelling");
        User dustin = People.manager("Dustin Brinkmann");
        pages.put("statement-open /statement", anna);
        pages.put("statement-paid /statement?period=2017-Q1", anna);
        pages.put("why /statements/anna-snelling/2017-Q1/lines/1", anna);
        pages.put("why-open /statements/anna-snelling/2017-Q2/lines/1", anna);
        pages.put("deals /deals", anna);
        pages.put("deal /deals/crm/" + dealOf("anna-snelling"), anna);
        pages.put("disputes /disputes", People.AUDRA);
        pages.put("dispute-new /disputes/new?deal=crm/" + dealOf("anna-snelling"), anna);
        pages.put("dispute-which /disputes/new", anna);
        pages.put("dispute-missing /disputes/missing", anna);
        pages.put("dispute-line /disputes/new?line=2017-Q2/1", anna);
        pages.put("dispute-effect /disputes/new/effect?source=crm&participant=anna-snelling&percent=100&id="
                + dealOf("anna-snelling"), anna);
        pages.put("split-list /split-requests", anna);
        pages.put("split-new /split-requests/new?source=crm&id=" + openDealOf("anna-snelling"), anna);
        pages.put("split /split-requests/" + proposedBy(anna), dustin);
        pages.put("deal-open /deals/crm/" + openDealOf("anna-snelling"), anna);
        pages.put("away /away", dustin);
        pages.put("webhooks /webhooks", People.OTTO);
        pages.put("plan-list /plans", anna);
        pages.put("plan /plans/field-sales/1", anna);
        pages.put("plan-acceptances /plans/field-sales/1?tab=acceptances", People.CORA);
        pages.put("plan-history /plans/field-sales/1?tab=history", People.CORA);
        pages.put("plan-source /plans/field-sales/1?tab=source", People.CORA);
        pages.put("plan-edit /plans/field-sales/1/edit", People.CORA);
        pages.put("plan-new /plans/new", People.CORA);
        pages.put(
                "sales-events /sales-events?text=" + dealOf("anna-snelling")
                        + "&kind=booking&from=2017-01-01&to=2017-12-31",
                People.CORA);
        pages.put("sales-event /sales-events/crm/" + dealOf("anna-snelling"), People.CORA);
        pages.put("uncredited /uncredited", People.CORA);
        pages.put("credit-rules /credit-rules", People.CORA);
        pages.put("quota-corrections /quota-corrections", People.AUDRA);
        pages.put("quota-correction /quota-corrections/" + quotaCorrection(), People.AUDRA);
        pages.put("credit-rules-new /credit-rules/new", People.CORA);
        pages.put("team /team", dustin);
        pages.put("team-director /team", People.RENATA);
        pages.put("inbox-manager /inbox", dustin);
        pages.put("inbox-rep /inbox", anna);
        pages.put("inbox-finance /inbox", People.FRANK);
        pages.put("inbox-comp /inbox", People.COLIN);
        pages.put("close-list /close", People.CORA);
        pages.put("close-q1 /close/2017-Q1", People.CORA);
        pages.put("close-q2 /close/2017-Q2", People.CORA);
        pages.put("reopening /close/2017-Q1/reopening", People.FIONA);
        pages.put("late /close/2017-Q2/late", People.CORA);
        pages.put("close-exceptions /close/2017-Q2/exceptions", People.CORA);
        pages.put("statements-q1 /statements?period=2017-Q1", People.AUDRA);
        pages.put("statements-q2 /statements", People.AUDRA);
        pages.put("payouts /payouts", People.FIONA);
        pages.put("bank-details /bank-details", People.FIONA);
        pages.put("bank-details-own /bank-details/anna-snelling", anna);
        pages.put("payout-settings /payouts/settings", People.DIANA);
        pages.put("payout-provider-new /payouts/settings?provider=new", People.FIONA);
        pages.put("adjustments /adjustments", People.FIONA);
        pages.put("ledger /ledger", People.AUDRA);
        pages.put("account /ledger/anna-snelling", People.AUDRA);
        pages.put("expense /expense", People.FIONA);
        pages.put("imports /imports", People.CORA);
        pages.put("audit /audit", People.AUDRA);
        pages.put("processes /processes", People.OTTO);
        pages.put("process /processes/periodClose", People.OTTO);
        pages.put("way /processes/period-close/2017-Q1", People.AUDRA);
        jdbc.sql("select id from payout.batch order by id limit 1").query(Long.class).optional()
                .ifPresent(id -> pages.put("payout /payouts/" + id, People.FIONA));
        jdbc.sql("select id from dispute.dispute order by id limit 1").query(Long.class).optional()
                .ifPresent(id -> pages.put("dispute /disputes/" + id, People.AUDRA));
        jdbc.sql("select id from sales.import_batch order by id desc limit 1").query(Long.class).optional()
                .ifPresent(id -> pages.put("import /imports/" + id, People.CORA));
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, User> page : pages.entrySet()) {
            String name = page.getKey().substring(0, page.getKey().indexOf(' '));
            MockHttpServletResponse answer = open(page.getKey().substring(name.length() + 1), page.getValue());
            keep(name, answer.getContentAsString());
            if (answer.getStatus() != 200) {
                wrong.add(page.getKey() + " as " + page.getValue().userName() + " answered " + answer.getStatus());
            }
        }
        for (User user : List.of(dustin, anna, People.RENATA, People.FRANK, People.COLIN, People.DIANA)) {
            String inbox = open("/inbox", user).getContentAsString();
            int at = inbox.indexOf("href=\"/tasks/");
            if (at > 0) {
                String address = inbox.substring(at + 6, inbox.indexOf('"', at + 6));
                MockHttpServletResponse answer = open(address, user);
                keep("task-" + user.userName(), answer.getContentAsString());
                if (answer.getStatus() != 200) {
                    wrong.add(address + " as " + user.userName() + " answered " + answer.getStatus());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Shares of an open deal, proposed to a colleague. */
    private SplitRequestId proposedBy(User anna) {
        EventKey deal = new EventKey("crm", openDealOf("anna-snelling"));
        return acting.as(anna, () -> splitRequests.ofDeal(deal).stream().map(SplitRequest::id).findFirst()
                .orElseGet(() -> splitRequests.propose(new ProposeShares(deal,
                        List.of(new Share(new ParticipantId("anna-snelling"), BigDecimal.valueOf(70)),
                                new Share(new ParticipantId("moses-frase"), BigDecimal.valueOf(30))),
                        "Moses brought the contact, I write the offer."))));
    }

    /** A quota of the paid quarter that Cora wants otherwise. */
    private QuotaProposalId quotaCorrection() {
        CaseRef origin = new CaseRef("import-batch", "1");
        return acting.as(People.CORA, () -> quotaProposals.from(origin).map(QuotaProposal::id).orElseGet(() -> {
            Quota quota = quotas.of(new ParticipantId("anna-snelling"),
                    new DateRange(LocalDate.of(2017, 3, 1), LocalDate.of(2017, 4, 1))).getFirst();
            quotaProposals.put(origin, 2, new Quota(quota.participant(), quota.measure(), quota.window(),
                    quota.amount().plus(quota.amount())));
            quotaProposals.submit(origin);
            return quotaProposals.from(origin).orElseThrow().id();
        }));
    }

    /** Leaves the drawn pages under target/pages, to be looked at. */
    private static void keep(String name, String html) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "pages"));
        Files.writeString(folder.resolve(name + ".html"), html);
    }

    private Set<String> endpoints() {
        Set<String> found = new TreeSet<>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((info, method) -> {
            if (isOurs(method)) {
                info.getMethodsCondition().getMethods().forEach(
                        verb -> info.getPatternValues().forEach(pattern -> found.add(verb + " " + pattern)));
            }
        });
        return found;
    }

    private static boolean isOurs(HandlerMethod method) {
        return method.getBeanType().getPackageName().startsWith("io.attain");
    }

    private MockHttpServletResponse call(String endpoint, User user) throws Exception {
        MockHttpServletRequestBuilder request = endpoint.startsWith("GET ")
                ? get(address(endpoint, user))
                : prepared(endpoint, user);
        return mvc.perform(request.with(authentication(signedIn(user)))).andReturn().getResponse();
    }

    private MockHttpServletResponse open(String address, User user) throws Exception {
        return mvc.perform(get(URI.create(address)).with(authentication(signedIn(user)))).andReturn().getResponse();
    }

    private MockHttpServletRequestBuilder prepared(String endpoint) {
        return prepared(endpoint, userIn(Role.REP));
    }

    private MockHttpServletRequestBuilder prepared(String endpoint, User user) {
        URI address = address(endpoint, user);
        if (endpoint.startsWith("GET ")) {
            return get(address);
        }
        MockHttpServletRequestBuilder request;
        if (endpoint.endsWith("/imports") || endpoint.contains("/files")) {
            request = multipart(address).file("file", new byte[0]);
        } else {
            request = request(HttpMethod.POST, address);
        }
        request = request.with(csrf());
        if (endpoint.equals("POST /api/v1/disputes")) {
            return request.contentType(MediaType.APPLICATION_JSON).content("""
					{"source": "crm", "externalId": "NONE", "proposed": [], "reason": "none"}
					""");
        }
        if (endpoint.equals("POST /api/v1/disputes/{id}/messages")) {
            return request.contentType(MediaType.APPLICATION_JSON).content("{\"text\": \"none\"}");
        }
        if (endpoint.equals("POST /api/v1/payouts/{id}/outcomes")) {
            return request.contentType(MediaType.APPLICATION_JSON).content("[]");
        }
        if (endpoint.equals("POST /api/v1/payouts/{id}/outcomes/file")) {
            return request.contentType("text/csv").content("payee,outcome,cause");
        }
        if (endpoint.equals("POST /api/v1/payouts/{id}/send-back")) {
            return request.contentType(MediaType.APPLICATION_JSON).content("{\"participant\": \"none\"}");
        }
        if (endpoint.startsWith("POST /api/v1/disputes/{id}/") && !endpoint.contains("/files")
                || endpoint.equals("POST /api/v1/disputes/missing") || endpoint.equals("POST /api/v1/disputes/lines")
                || endpoint.equals("POST /api/v1/split-requests")
                || endpoint.endsWith("/answer") || endpoint.endsWith("/decide")
                || endpoint.equals("POST /api/v1/inbox/{task}")
                || endpoint.equals("POST /api/v1/events")
                || endpoint.equals("POST /api/v1/periods/{period}/reopenings")
                || endpoint.equals("POST /api/v1/credit-rules")
                || endpoint.equals("POST /api/v1/simulations")) {
            return request.contentType(MediaType.APPLICATION_JSON).content("{}");
        }
        return request.param("source", "crm").param("text", "none").param("evidence", "none")
                .param("counterpart", "no-such-person")
                .param("id", "NONE").param("action", "check").param("reason", "none")
                .param("kind", "PRODUCT").param("alias", "nothing").param("canonical", "no such product")
                .param("participant", "no-such-person").param("period", "1999-Q1").param("amount", "1")
                .param("template", "none").param("currency", "USD").param("calendar", "quarters")
                .param("from", "2017-01-01").param("length", "MONTH").param("count", "0").param("paidOn", "0");
    }

    /** Reads name what there is and what the user may see; whatever would change something names what there is not. */
    private static URI address(String endpoint, User user) {
        boolean reads = endpoint.startsWith("GET ");
        String own = endpoint.endsWith("/acknowledge") && user.has(Role.MANAGER)
                ? "dustin-brinkmann"
                : user.has(Role.MANAGER) || user.has(Role.REP) ? "anna-snelling" : "moses-frase";
        return URI.create(endpoint.substring(endpoint.indexOf(' ') + 1)
                .replace("{participant}", own)
                .replace("{period}", reads ? "2017-Q1" : "1999-Q1")
                .replace("{line}", "1")
                .replace("{number}", "1")
                .replace("{plan}", reads ? "field-sales" : "no-such-plan")
                .replace("{version}", reads ? "1" : "77")
                .replace("{source}", "crm")
                .replace("{externalId}", "NONE")
                .replace("{run}", "00000000-0000-0000-0000-000000000009")
                .replace("/files/{type}", "/files/dispute")
                .replace("{file}", "999999")
                .replace("{key}", "periodClose")
                .replace("{type}", "period-close")
                .replace("{*id}", "2017-Q1")
                .replace("{task}", "no-such-task")
                .replace("{kind}", "payroll")
                .replace("{variant}", "standard")
                .replace("/{id}", endpoint.contains("/tasks/") || endpoint.contains("/deals/") ? "/none" : "/999999"));
    }

    private static User userIn(Role role) {
        return switch (role) {
            case REP -> People.rep("Anna Snelling");
            case MANAGER -> People.manager("Dustin Brinkmann");
            case COMP_ADMIN -> People.CORA;
            case FINANCE -> People.FIONA;
            case FINANCE_DIRECTOR -> People.DIANA;
            case AUDITOR -> People.AUDRA;
            case ADMIN -> People.OTTO;
        };
    }

    private Authentication signedIn(User user) {
        return acting.as(user, () -> SecurityContextHolder.getContext().getAuthentication());
    }

    private String openDealOf(String seller) {
        return jdbc.sql("""
                select d.external_id from sales.deal d
                  join sales.deal_revision r using (source, external_id, revision)
                 where r.seller_id = :seller and r.stage in ('ENGAGING', 'PROSPECTING') order by 1 limit 1
                """).param("seller", seller).query(String.class).single();
    }

    private String dealOf(String seller) {
        return jdbc.sql("""
				select external_id from sales.booking
				 where seller_id = :seller and event_date < '2017-07-01' order by external_id limit 1
				""").param("seller", seller).query(String.class).single();
    }
}
