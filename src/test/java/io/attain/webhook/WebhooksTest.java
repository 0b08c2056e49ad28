package io.attain.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WebhooksTest {

    private final AllowedOrigins origins = new AllowedOrigins(
            List.of("https://hooks.example.com", "http://10.0.0.7:8080"));

    @Test
    void nothingIsAllowedUnlessConfigured() {
        assertThatThrownBy(() -> new AllowedOrigins(List.of()).allowed("https://hooks.example.com/x"))
                .isInstanceOf(Refused.class).hasMessageContaining("allowed-origins");
    }

    @Test
    void anAllowedOriginTakesAnyPath() {
        assertThat(origins.allowed("https://HOOKS.example.com:443/a/b?c=d")).hasPath("/a/b");
        assertThat(origins.allowed("http://10.0.0.7:8080/x")).hasPort(8080);
    }

    @ParameterizedTest
    @ValueSource(strings = { "http://hooks.example.com/x", "https://hooks.example.com:8443/x", "https://example.com/x",
        "https://hooks.example.com.evil.org/x", "https://hooks.example.com@evil.org/x",
        "https://user@hooks.example.com/x",
        "http://10.0.0.7/x", "http://169.254.169.254/latest", "file:///etc/passwd", "ftp://hooks.example.com/x",
        "https:hooks.example.com", "//hooks.example.com/x", "not an address", "",
        "https://hooks.example.com\\@evil.org/", "http://localhost:8080/" })
    void everythingElseIsRefused(String url) {
        assertThatThrownBy(() -> origins.allowed(url)).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "ftp://hooks.example.com", "hooks.example.com", "https:///x" })
    void aConfigurationThatNamesNoOriginIsNotStartedWith(String origin) {
        assertThatThrownBy(() -> new AllowedOrigins(List.of(origin))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSignatureIsTheOneOfTheWorkedExample() {
        // printf '1700000000.{}' | openssl dgst -sha256 -hmac 0123456789abcdef
        assertThat(Signature.of("0123456789abcdef", 1_700_000_000L, "{}"))
                .isEqualTo("t=1700000000,v1=e4f8e2ecae2295b2ddb2f0b5584c8275e226c0ebe9b3b819e70156bb67122e3e");
    }

    @Test
    void theMessageSaysWhatChangedAndNothingElse() {
        Delivery delivery = new Delivery(1, "https://hooks.example.com", "secret", 7, "dispute.state-changed",
                "dispute/3",
                Optional.of("FILED"), "UPHELD", Instant.parse("2017-03-01T10:00:00Z"), 1);
        assertThat(delivery.body()).isEqualTo("""
                {"seq":7,"kind":"dispute.state-changed","subject":"dispute/3","was":"FILED","became":"UPHELD",\
                "at":"2017-03-01T10:00:00Z"}""");
    }

    @Test
    void pausesGrowFourfoldUpToSixHours() {
        assertThat(List.of(1, 2, 3, 7, 10).stream().map(Deliveries::pause)).containsExactly(Duration.ofSeconds(10),
                Duration.ofSeconds(40), Duration.ofSeconds(160), Duration.ofHours(6), Duration.ofHours(6));
    }
}
