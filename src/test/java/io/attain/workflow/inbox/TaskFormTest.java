package io.attain.workflow.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TaskFormTest {

    @Test
    void acceptsWhatTheFormOffers() throws IOException {
        FormValues values = form("decide-dispute")
                .accept(Map.of("decision", "partly", "share", "33.25", "reason", " The middle. "));
        assertThat(values.decision()).isEqualTo("partly");
        assertThat(values.number("share")).hasToString("Optional[33.25]");
        assertThat(values.reason()).contains("The middle.");
    }

    @Test
    void dropsAFieldThatTheFormHides() throws IOException {
        assertThat(form("decide-dispute").accept(Map.of("decision", "deny", "share", "90", "reason", "No.")).values())
                .doesNotContainKey("share");
    }

    @Test
    void asksForAHiddenFieldOnceItShows() throws IOException {
        TaskForm form = form("review-plan");
        assertThat(form.accept(Map.of("decision", "approve")).reason()).isEmpty();
        refuses(form, Map.of("decision", "changes"), "form-incomplete");
        refuses(form, Map.of("decision", "changes", "reason", "   "), "form-incomplete");
    }

    @Test
    void refusesWhatTheFormDoesNotKnowOrOffer() throws IOException {
        TaskForm form = form("sign-payout");
        refuses(form, Map.of("decision", "sign", "approved", "true"), "form-unknown-field");
        refuses(form, Map.of("decision", "SIGN"), "form-invalid");
        refuses(form, Map.of("decision", "prepare"), "form-invalid");
        refuses(form, Map.of(), "form-incomplete");
    }

    @Test
    void refusesNumbersAndTextsBeyondTheirLimits() throws IOException {
        TaskForm form = form("decide-dispute");
        for (String share : List.of("100.01", "-1", "1e9", "NaN", "33.333", "0x10", "ten")) {
            refuses(form, Map.of("decision", "partly", "share", share, "reason", "x"), "form-invalid");
        }
        refuses(form, Map.of("decision", "deny", "reason", "x".repeat(1001)), "form-invalid");
    }

    @Test
    void readsEveryFormWeShip() throws IOException {
        try (Stream<Path> forms = Files.list(Path.of("forms"))) {
            for (Path form : forms.toList()) {
                assertThat(TaskForm.of(Files.readString(form))).as(form.toString()).isNotNull();
            }
        }
    }

    private static void refuses(TaskForm form, Map<String, String> values, String code) {
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> form.accept(new HashMap<>(values)))
                .matches(refused -> refused.code().equals(code));
    }

    private static TaskForm form(String name) throws IOException {
        return TaskForm.of(Files.readString(Path.of("forms", name + ".form")));
    }
}
