package io.attain.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;

import io.attain.audit.AuditTrail;
import io.attain.fixtures.People;
import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Together;
import io.attain.identity.CurrentUser;
import io.attain.identity.User;
import io.attain.shared.Refused;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Telling a real HTTP server: in order, signed, at least once, and given up after ten tries. */
class WebhooksIT extends PostgresIT {

    private static final String SECRET = "a secret of the test";

    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Deliveries deliveries;
    @Autowired
    private CurrentUser currentUser;
    @Autowired
    private AuditTrail audit;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private Clock clock;

    private record Received(long seq, String subject, String became, String signature, String body) {}

    private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private HttpServer server;
    private Webhooks webhooks;
    private Messenger messenger;
    private long endpoint;

    @BeforeEach
    void aServerThatListens() throws IOException {
        sweep();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            var json = new ObjectMapper().readTree(body);
            String subject = json.path("subject").asText();
            int status = answers.getOrDefault(subject, 204);
            if (status < 300) {
                received.add(new Received(json.path("seq").asLong(), subject, json.path("became").asText(),
                        exchange.getRequestHeaders().getFirst("Attain-Signature"), body));
            }
            if (status == 302) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        String origin = "http://localhost:" + server.getAddress().getPort();
        AllowedOrigins origins = new AllowedOrigins(List.of(origin));
        webhooks = new Webhooks(jdbc, origins, currentUser, audit, clock);
        messenger = new Messenger(deliveries, origins, clock);
        endpoint = asAdmin(() -> webhooks.register(origin + "/attain", SECRET));
    }

    @AfterEach
    void noServer() {
        server.stop(0);
    }

    @Test
    void everyChangeIsToldSignedAndInOrder() throws InterruptedException {
        change("dispute/1", "FILED");
        change("dispute/2", "FILED");
        change("dispute/1", "UPHELD");

        assertThat(messenger.sendDue()).isEqualTo(3);

        assertThat(received).extracting(one -> one.subject() + " " + one.became())
                .containsExactly("dispute/1 FILED", "dispute/2 FILED", "dispute/1 UPHELD");
        for (Received one : received) {
            long seconds = Long.parseLong(one.signature().substring(2, one.signature().indexOf(',')));
            assertThat(one.signature()).isEqualTo(Signature.of(SECRET, seconds, one.body()));
        }
        assertThat(messenger.sendDue()).isZero();
    }

    @Test
    void whatIsRolledBackIsNeverTold() throws InterruptedException {
        transaction.executeWithoutResult(status -> {
            change("dispute/1", "FILED");
            status.setRollbackOnly();
        });
        assertThat(messenger.sendDue()).isZero();
        assertThat(received).isEmpty();
    }

    @Test
    void aCrashBetweenSendingAndSayingSoSendsItAgain() throws InterruptedException {
        change("dispute/1", "FILED");
        change("dispute/1", "UPHELD");
        Deliveries dies = new Deliveries(jdbc, clock) {
            @Override
            void delivered(Delivery delivery) {
                throw new IllegalStateException("killed");
            }
        };
        Messenger killed = new Messenger(dies,
                new AllowedOrigins(List.of("http://localhost:" + server.getAddress().getPort())), clock);
        assertThatThrownBy(killed::sendDue).hasMessage("killed");

        assertThat(messenger.sendDue()).as("while the lease runs").isZero();
        theTimeHasCome();
        assertThat(messenger.sendDue()).isEqualTo(2);

        assertThat(received).extracting(Received::became).containsExactly("FILED", "FILED", "UPHELD");
        assertThat(received.get(0).seq()).isEqualTo(received.get(1).seq());
    }

    @Test
    void afterAFailureTheSubjectWaitsAndOthersGoOn() throws InterruptedException {
        change("dispute/1", "FILED");
        change("dispute/1", "UPHELD");
        change("dispute/2", "FILED");
        answers.put("dispute/1", 500);
        messenger.sendDue();
        messenger.sendDue();
        assertThat(received).extracting(Received::subject).containsExactly("dispute/2");

        answers.clear();
        assertThat(messenger.sendDue()).as("before the pause is over").isZero();
        theTimeHasCome();
        messenger.sendDue();
        assertThat(received).extracting(one -> one.subject() + " " + one.became())
                .containsExactly("dispute/2 FILED", "dispute/1 FILED", "dispute/1 UPHELD");
    }

    @Test
    void afterTenTriesItIsGivenUpVisibleAndTriedAgainOnDemand() throws InterruptedException {
        change("dispute/1", "FILED");
        answers.put("dispute/1", 500);
        for (int tries = 0; tries < Deliveries.MOST_TRIES; tries++) {
            theTimeHasCome();
            messenger.sendDue();
        }
        Owed dead = asAdmin(() -> webhooks.failing()).getFirst();
        assertThat(dead.tries()).isEqualTo(10);
        assertThat(dead.deadAt()).isPresent();
        assertThat(dead.lastProblem()).hasValue("answered 500");
        theTimeHasCome();
        answers.clear();
        assertThat(messenger.sendDue()).isZero();

        asAdmin(() -> {
            webhooks.tryAgain(endpoint);
            return true;
        });
        assertThat(messenger.sendDue()).isEqualTo(1);
        assertThat(asAdmin(() -> webhooks.failing())).isEmpty();
    }

    @Test
    void noRedirectIsFollowed() throws InterruptedException {
        change("dispute/1", "FILED");
        answers.put("dispute/1", 302);
        assertThat(messenger.sendDue()).isZero();
        assertThat(received).isEmpty();
        assertThat(asAdmin(() -> webhooks.failing()).getFirst().lastProblem()).hasValue("answered 302");
    }

    @Test
    void anAddressThatIsNotAllowedAnyMoreIsNotCalled() throws InterruptedException {
        change("dispute/1", "FILED");
        assertThat(new Messenger(deliveries, new AllowedOrigins(List.of()), clock).sendDue()).isZero();
        assertThat(received).isEmpty();
    }

    @Test
    void twoNodesSideBySideSendEachChangeOnce() throws InterruptedException {
        for (int dispute = 1; dispute <= 20; dispute++) {
            change("dispute/" + dispute, "FILED");
            change("dispute/" + dispute, "UPHELD");
        }
        Together.<Integer>run(messenger::sendDue, messenger::sendDue);
        messenger.sendDue();
        assertThat(received).hasSize(40);
        assertThat(received.stream().map(Received::seq)).doesNotHaveDuplicates();
        for (int dispute = 1; dispute <= 20; dispute++) {
            String subject = "dispute/" + dispute;
            assertThat(received.stream().filter(one -> one.subject().equals(subject)).map(Received::became))
                    .containsExactly("FILED", "UPHELD");
        }
    }

    @Test
    void onlyAnAdminLooksAfterThem() {
        for (User other : List.of(People.CORA, People.FIONA, People.DIANA, People.AUDRA, People.RENATA)) {
            assertThatThrownBy(() -> acting.as(other, () -> webhooks.endpoints()))
                    .as(other.displayName()).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> acting.as(other, () -> webhooks.register("http://localhost/", SECRET)))
                    .as(other.displayName()).isInstanceOf(AccessDeniedException.class);
        }
        assertThatThrownBy(() -> asAdmin(() -> webhooks.register("http://169.254.169.254/", SECRET)))
                .isInstanceOf(Refused.class);
        String url = "http://localhost:" + server.getAddress().getPort() + "/other";
        assertThatThrownBy(() -> asAdmin(() -> webhooks.register(url, "short"))).isInstanceOf(Refused.class);
        assertThat(audit.entriesAbout("webhook/" + endpoint)).singleElement()
                .satisfies(entry -> assertThat(entry.toString()).doesNotContain(SECRET));
    }

    @Test
    void aStoppedAddressIsToldNothing() throws InterruptedException {
        change("dispute/1", "FILED");
        asAdmin(() -> {
            webhooks.stop(endpoint);
            return true;
        });
        change("dispute/1", "UPHELD");
        assertThat(messenger.sendDue()).isZero();
        assertThat(deliveries.take(Set.of())).isEmpty();
    }

    private <T> T asAdmin(java.util.function.Supplier<T> work) {
        return transaction.execute(status -> acting.as(People.OTTO, work));
    }

    private void change(String subject, String became) {
        jdbc.sql("select webhook.tell('dispute.state-changed', :subject, null, :became)::text")
                .param("subject", subject).param("became", became).query(row -> {});
    }

    private void theTimeHasCome() {
        jdbc.sql("update webhook.delivery set next_try_at = :then where delivered_at is null")
                .param("then", java.sql.Timestamp.from(Instant.EPOCH)).update();
    }
}
