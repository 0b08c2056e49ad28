package io.attain.shared;

import java.time.LocalDate;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DateRangeTest {

    private static final LocalDate MARCH = LocalDate.of(2017, 3, 1);
    private static final LocalDate APRIL = LocalDate.of(2017, 4, 1);
    private static final LocalDate MAY = LocalDate.of(2017, 5, 1);

    @Test
    void holdsItsFirstDayButNotItsEnd() {
        DateRange march = DateRange.of(MARCH, APRIL);
        assertThat(march.contains(MARCH)).isTrue();
        assertThat(march.contains(APRIL)).isFalse();
        assertThat(march.days()).isEqualTo(31);
        assertThat(march.lastDay()).isEqualTo(LocalDate.of(2017, 3, 31));
    }

    @Test
    void adjacentRangesDoNotOverlap() {
        assertThat(DateRange.of(MARCH, APRIL).overlaps(DateRange.of(APRIL, MAY))).isFalse();
        assertThat(DateRange.of(MARCH, APRIL).intersect(DateRange.of(APRIL, MAY))).isEmpty();
        assertThat(DateRange.since(MARCH).intersect(DateRange.of(APRIL, MAY))).contains(DateRange.of(APRIL, MAY));
    }

    @Test
    void isNeverEmpty() {
        assertThatThrownBy(() -> DateRange.of(MARCH, MARCH)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cannotCountTheDaysOfARangeWithoutEnd() {
        assertThatThrownBy(() -> DateRange.since(MARCH).days()).isInstanceOf(IllegalStateException.class);
    }
}
