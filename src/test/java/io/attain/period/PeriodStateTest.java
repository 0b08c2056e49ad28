package io.attain.period;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.attain.shared.DateRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PeriodStateTest {

    @ParameterizedTest
    @CsvSource({ "OPEN,CLOSING", "CLOSING,OPEN", "CLOSING,LOCKED", "LOCKED,PAID" })
    void knowsItsLegalTransitions(PeriodState from, PeriodState to) {
        assertThat(from.mayBecome(to)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(PeriodState.class)
    void neverOpensAgainOnceLocked(PeriodState to) {
        assertThat(PeriodState.PAID.mayBecome(to)).isFalse();
        assertThat(PeriodState.LOCKED.mayBecome(to)).isEqualTo(to == PeriodState.PAID);
    }

    @Test
    void isFinalFromTheLockOn() {
        Set<PeriodState> all = EnumSet.allOf(PeriodState.class);
        assertThat(all.stream().filter(PeriodState::isFinal)).containsExactly(PeriodState.LOCKED, PeriodState.PAID);
    }

    @ParameterizedTest
    @CsvSource(value = { "''", "' '", "Q1", "'2017 Q1'", "2017/Q1", "2017-Q1-aaaaaaaaaaaaaaaaaaaaaaa" })
    void refusesAnIdThatIsNone(String id) {
        assertThatThrownBy(() -> new PeriodId(id)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isPaidAfterItEnds() {
        DateRange quarter = new DateRange(LocalDate.of(2017, 1, 1), LocalDate.of(2017, 4, 1));
        assertThatThrownBy(() -> new NewPeriod(new PeriodId("2017-Q1"), "quarters", quarter, LocalDate.of(2017, 3, 30)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
