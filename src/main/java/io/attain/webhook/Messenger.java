package io.attain.webhook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.springframework.stereotype.Component;

import io.attain.shared.Refused;

/** Sends what is due. Follows no redirect, reads no answer, and calls only what is allowed at the moment of the call. */
@Component
class Messenger {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final Deliveries deliveries;
    private final AllowedOrigins origins;
    private final Clock clock;
    private final HttpClient http;

    Messenger(Deliveries deliveries, AllowedOrigins origins, Clock clock) {
        this.deliveries = deliveries;
        this.origins = origins;
        this.clock = clock;
        this.http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).connectTimeout(CONNECT).build();
    }

    /**
     * Sends until nothing is due. An endpoint that fails is left alone until the next time.
     *
     * @return how many changes were taken by their endpoints
     */
    int sendDue() throws InterruptedException {
        Set<Long> failing = new HashSet<>();
        int taken = 0;
        for (Optional<Delivery> due = deliveries.take(failing); due.isPresent(); due = deliveries.take(failing)) {
            if (send(due.get())) {
                taken++;
            } else {
                failing.add(due.get().endpoint());
            }
        }
        return taken;
    }

    private boolean send(Delivery delivery) throws InterruptedException {
        try {
            int status = post(delivery);
            if (status >= 200 && status < 300) {
                deliveries.delivered(delivery);
                return true;
            }
            deliveries.failed(delivery, "answered " + status);
        } catch (Refused notAllowed) {
            deliveries.failed(delivery, notAllowed.sentence());
        } catch (IOException unreachable) {
            deliveries.failed(delivery, String.valueOf(unreachable));
        }
        return false;
    }

    private int post(Delivery delivery) throws IOException, InterruptedException {
        URI address = origins.allowed(delivery.url());
        String body = delivery.body();
        return http.send(HttpRequest.newBuilder(address)
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Attain")
                .header("Attain-Event", Long.toString(delivery.seq()))
                .header("Attain-Signature",
                        Signature.of(delivery.secret(), clock.instant().getEpochSecond(), body))
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
