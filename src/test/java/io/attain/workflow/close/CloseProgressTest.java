package io.attain.workflow.close;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.attain.calculation.RunProgress;

import static org.assertj.core.api.Assertions.assertThat;

class CloseProgressTest {

    private static final Instant START = Instant.parse("2017-07-01T08:00:00Z");

    @Test
    void whatIsLeftTakesAsLongAsWhatIsDoneTook() {
        assertThat(after(10, 100, 25)).contains(Duration.ofSeconds(30));
        assertThat(after(10, 3, 2)).contains(Duration.ofSeconds(5));
        assertThat(after(1, 3, 2)).as("rounded up").contains(Duration.ofSeconds(1));
    }

    @Test
    void nothingIsPromisedBeforeSomethingIsDoneOrWhenEverythingIs() {
        assertThat(after(10, 100, 0)).isEmpty();
        assertThat(after(10, 100, 100)).isEmpty();
        assertThat(after(10, 0, 0)).isEmpty();
    }

    @Test
    void saysItInOneSentence() {
        CloseProgress progress = CloseProgress.of(CloseStep.CALCULATING, 1,
                Optional.of(new RunProgress(START, 35, 7)), START.plusSeconds(20));
        assertThat(progress.inWords()).isEqualTo("Calculating: 7 of 35 participants, about 1 min 20 s left");
        assertThat(CloseProgress.of(CloseStep.TEAM_REVIEW, 1, Optional.of(new RunProgress(START, 35, 35)), START)
                .inWords()).isEqualTo(CloseStep.TEAM_REVIEW.label());
    }

    private static Optional<Duration> after(long seconds, int participants, int done) {
        return CloseProgress.remaining(new RunProgress(START, participants, done), START.plusSeconds(seconds));
    }
}
