package io.attain.workflow;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.filter.OncePerRequestFilter;

import io.attain.fixtures.People;
import io.attain.identity.Role;
import io.attain.identity.SignedIn;
import io.attain.identity.User;
import io.attain.ledger.Adjustment;
import io.attain.ledger.AdjustmentId;
import io.attain.ledger.AdjustmentState;
import io.attain.ledger.AdjustmentWorkflow;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.shared.Money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

/**
 * The REST that the engine's web applications bring along, with our door in front of it taken out: the guards inside
 * the engine hold by themselves, whatever variables are sent and whosever task it is.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class WebappsRestIT extends ProcessIT {

    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final ParticipantId MOSES_ID = new ParticipantId("moses-frase");

    /** An operator who was granted finance as well, and has proposed the adjustment himself. */
    private static final User AUTHOR = new User(People.FIONA.id(), "fiona", "Fiona", Set.of(Role.ADMIN, Role.FINANCE));
    /** An operator who was granted finance as well and could decide, in the inbox. */
    private static final User SECOND = new User(People.FRANK.id(), "frank", "Frank", Set.of(Role.ADMIN, Role.FINANCE));
    private static final Map<String, User> USERS = Map.of("author", AUTHOR, "second", SECOND, "otto", People.OTTO);

    @LocalServerPort
    int port;
    @Autowired
    AdjustmentWorkflow workflow;
    @Autowired
    TransactionTemplate transaction;

    private static long next = 500;

    private String task = "";
    private String instance = "";

    @TestConfiguration
    static class NoDoor {

        @Bean
        @Order(0)
        SecurityFilterChain noDoor(HttpSecurity http) throws Exception {
            return http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher("/camunda/**"))
                    .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .csrf(csrf -> csrf.disable())
                    .addFilterBefore(new ByHeader(), AnonymousAuthenticationFilter.class)
                    .build();
        }
    }

    private static final class ByHeader extends OncePerRequestFilter {

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            User user = USERS.get(String.valueOf(request.getHeader("X-Test-User")));
            if (user != null) {
                SecurityContextHolder.getContext().setAuthentication(new Known(user));
            }
            chain.doFilter(request, response);
        }
    }

    private static final class Known extends AbstractAuthenticationToken implements SignedIn {

        private static final long serialVersionUID = 1L;
        private final transient User user;

        private Known(User user) {
            super(AuthorityUtils.createAuthorityList(user.roles().stream().map(Role::authority).toList()));
            this.user = user;
            setAuthenticated(true);
        }

        @Override
        public User user() {
            return user;
        }

        @Override
        public Object getPrincipal() {
            return this;
        }

        @Override
        public Object getCredentials() {
            return "";
        }

        @Override
        public String getName() {
            return user.id().value();
        }
    }

    @BeforeEach
    void anAdjustmentProposedByTheAuthor() {
        USERS.values().forEach(users::remember);
        AdjustmentId id = new AdjustmentId(next++);
        when(adjustments.get(id)).thenReturn(new Adjustment(id, MOSES_ID, new PeriodId("2017-Q2"),
                Money.ofMinor(12_500, Currency.getInstance("USD")), "A trade fair.", AdjustmentState.PROPOSED,
                AUTHOR.id(), Instant.now(), Optional.empty(), Optional.empty(), Optional.empty()));
        Participant moses = mock(Participant.class);
        when(moses.user()).thenReturn(Optional.empty());
        when(participants.find(MOSES_ID)).thenReturn(Optional.of(moses));
        transaction.executeWithoutResult(status -> acting.as(AUTHOR, () -> workflow.proposed(id)));
        instance = runtime.createProcessInstanceQuery().processInstanceBusinessKey(id.toString())
                .processDefinitionKey("adjustmentApproval").singleResult().getId();
        task = tasks.createTaskQuery().processInstanceId(instance).singleResult().getId();
    }

    @ParameterizedTest
    @CsvSource({ "author", "second", "otto" })
    void noWayOfItsRestCompletesATask(String user) throws Exception {
        String forged = """
                {"variables": {"decision": {"value": "approve"}, "submittedBy": {"value": "nobody"}}}""";
        for (String way : new String[]{ "/complete", "/submit-form" }) {
            HttpResponse<String> answer = send(user, "POST", ENGINE + "/task/" + task + way, forged);
            assertThat(answer.statusCode()).as("%s by %s: %s", way, user, answer.body()).isBetween(400, 599)
                    .isNotIn(401, 404, 405);
            assertThat(answer.body()).containsAnyOf("somebody else decides", "from the inbox", "is not for");
        }
        send(user, "POST", ENGINE + "/task/" + task + "/bpmnError", "{\"errorCode\": \"x\"}");
        send(user, "POST", ENGINE + "/process-instance/" + instance + "/modification", """
                {"instructions": [{"type": "startTransition", "transitionId": "flow_reviewed",
                  "variables": {"decision": {"value": "approve", "type": "String"}}}]}""");
        assertThat(tasks.createTaskQuery().taskId(task).count()).isEqualTo(1);
        assertThat(runtime.createProcessInstanceQuery().processInstanceId(instance).count()).isEqualTo(1);
        assertThat(ends("adjustmentApproval", String.valueOf(next - 1))).doesNotContain("event_approved");
        verify(adjustments, never()).approve(any());
        verify(adjustments, never()).reject(any(), any());
    }

    @Test
    void aVariableWrittenIntoTheProcessDecidesNothing() throws Exception {
        send("otto", "PUT", ENGINE + "/process-instance/" + instance + "/variables/decision",
                "{\"value\": \"approve\", \"type\": \"String\"}");
        acting.as(People.FRANK, () -> inbox.complete(task, Map.of("decision", "reject", "reason", "No receipt.")));
        assertThat(ends("adjustmentApproval", String.valueOf(next - 1))).containsExactly("event_rejected");
        verify(adjustments, never()).approve(any());
    }

    @Test
    void aCloseIsNotStartedByAnOperator() throws Exception {
        HttpResponse<String> answer = send("otto", "POST", ENGINE + "/process-definition/key/periodClose/start",
                "{\"businessKey\": \"2017-Q2\"}");
        assertThat(answer.statusCode()).isBetween(400, 599).isNotIn(401, 404, 405);
        assertThat(runtime.createProcessInstanceQuery().processDefinitionKey("periodClose").count()).isZero();
    }

    @Test
    void theEnginesOwnRestIsNotThere() throws Exception {
        assertThat(send("otto", "GET", "/engine-rest/engine", "").statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> send(String user, String method, String path, String json) throws Exception {
        CookieManager cookies = new CookieManager();
        HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();
        HttpRequest first = request(user, "/camunda/api/engine/engine").GET().build();
        client.send(first, HttpResponse.BodyHandlers.ofString());
        HttpRequest.Builder second = request(user, path).header("Content-Type", "application/json");
        cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .forEach(cookie -> second.header("X-XSRF-TOKEN", cookie.getValue()));
        return client.send(second.method(method, HttpRequest.BodyPublishers.ofString(json)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String user, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).header("X-Test-User", user);
    }
}
