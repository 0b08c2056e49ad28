package io.attain.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SimulationDocumentTest {

    private static final Pattern REQUEST = Pattern.compile("```json\n(.*?)```\n\n```text\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyRequestOfTheDocumentPaysWhatItSays() throws IOException {
        Matcher requests = REQUEST.matcher(Files.readString(Path.of("docs/simulation.md")));
        int count = 0;
        while (requests.find()) {
            List<String> expected = requests.group(2).lines().toList();
            assertThat(Simulated.paid(requests.group(1))).as(requests.group(1)).isEqualTo(expected);
            count++;
        }
        assertThat(count).isEqualTo(5);
    }
}
