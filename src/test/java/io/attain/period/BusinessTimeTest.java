package io.attain.period;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BusinessTimeTest {

    /** 2026-03-04 is a Wednesday; Monday the 9th is a holiday. */
    private final BusinessTime time = new BusinessTime(Set.of(LocalDate.of(2026, 3, 9)));

    @ParameterizedTest
    @CsvSource({
        "2026-03-04T10:00:00Z, PT0S,  2026-03-04T10:00:00Z",
        "2026-03-04T10:00:00Z, PT24H, 2026-03-05T10:00:00Z",
        "2026-03-04T10:00:00Z, PT36H, 2026-03-05T22:00:00Z",
        "2026-03-04T10:00:00Z, PT62H, 2026-03-07T00:00:00Z",
        "2026-03-04T10:00:00Z, PT72H, 2026-03-10T10:00:00Z",
        "2026-03-07T15:00:00Z, PT24H, 2026-03-11T00:00:00Z",
        "2026-03-09T08:00:00Z, PT1H,  2026-03-10T01:00:00Z" })
    void weekendsAndHolidaysHaveNoLength(Instant start, Duration length, Instant end) {
        assertThat(time.after(start, length)).isEqualTo(end);
        assertThat(time.between(start, end)).isEqualTo(length);
    }

    @Test
    void nothingPassesBackwards() {
        assertThat(time.between(Instant.parse("2026-03-05T10:00:00Z"), Instant.parse("2026-03-04T10:00:00Z")))
                .isZero();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> time.after(Instant.EPOCH, Duration.ofSeconds(-1)));
    }
}
