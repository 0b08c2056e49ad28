package io.attain.expense;

import java.time.YearMonth;
import java.util.List;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import io.attain.fixtures.Seeds;

import static org.assertj.core.api.Assertions.assertThat;

/** Commission over time, by example and by property. */
class ScheduleTest {

    private static final YearMonth JAN = YearMonth.of(2017, 1);

    @Test
    void aThousandOverThreeYearsIsTwentySevenSeventyEightOrSevenAMonth() {
        List<Schedule.Month> schedule = Schedule.of(100_000, JAN, 36, true, List.of());
        assertThat(schedule).hasSize(36);
        // 2,777.77… cents: the 28 cents over go to the first 28 months.
        assertThat(schedule.get(0).amortised()).isEqualTo(2_778);
        assertThat(schedule.get(27).amortised()).isEqualTo(2_778);
        assertThat(schedule.get(28).amortised()).isEqualTo(2_777);
        assertThat(schedule.get(0).opening()).isZero();
        assertThat(schedule.get(0).closing()).isEqualTo(97_222);
        assertThat(schedule.getLast().month()).isEqualTo(YearMonth.of(2019, 12));
        assertThat(schedule.getLast().closing()).isZero();
    }

    @Test
    void whatLivesNoLongerThanAYearMayBeLeftOut() {
        assertThat(Schedule.of(100_000, JAN, 12, true, List.of())).isEmpty();
        assertThat(Schedule.of(100_000, JAN, 12, false, List.of())).hasSize(12);
        assertThat(Schedule.of(100_000, JAN, 13, true, List.of())).hasSize(13);
    }

    @Test
    void aContractCancelledWholeLeavesNothingBehind() {
        List<Schedule.Month> schedule = Schedule.of(24_000, JAN, 24, true,
                List.of(new Cancellation(YearMonth.of(2017, 6), 5_000, 5_000)));
        assertThat(schedule).hasSize(6);
        assertThat(schedule.getLast().amortised()).isEqualTo(1_000);
        assertThat(schedule.getLast().accelerated()).isEqualTo(18_000);
        assertThat(schedule.getLast().closing()).isZero();
    }

    @Test
    void aThirdCancelledTakesAThirdOfWhatIsLeftAndTheRestGoesOn() {
        List<Schedule.Month> schedule = Schedule.of(24_000, JAN, 24, true,
                List.of(new Cancellation(YearMonth.of(2017, 6), 1, 3)));
        assertThat(schedule.get(5).accelerated()).isEqualTo(6_000);
        assertThat(schedule.get(6).opening()).isEqualTo(12_000);
        assertThat(schedule.get(6).amortised()).isEqualTo(667);
        assertThat(schedule.getLast().closing()).isZero();
        assertThat(schedule).hasSize(24);
    }

    @Test
    void twoPartsCancelledOneAfterTheOtherEndTheContract() {
        List<Schedule.Month> schedule = Schedule.of(24_000, JAN, 24, true, List.of(
                new Cancellation(YearMonth.of(2017, 8), 2, 3), new Cancellation(YearMonth.of(2017, 6), 1, 3)));
        assertThat(schedule).hasSize(8);
        assertThat(schedule.getLast().closing()).isZero();
    }

    @Test
    void whatIsCancelledAfterTheEndChangesNothing() {
        assertThat(Schedule.of(24_000, JAN, 24, true, List.of(new Cancellation(YearMonth.of(2020, 1), 1, 1))))
                .isEqualTo(Schedule.of(24_000, JAN, 24, true, List.of()));
    }

    @Property(tries = 1000 * Seeds.TIMES, seed = Seeds.SEED)
    void neverLosesOrMakesACentAndNeverGoesBelowZero(@ForAll @LongRange(min = 1, max = 10_000_000_000L) long cost,
            @ForAll @IntRange(min = 1, max = 240) int months, @ForAll boolean expedient,
            @ForAll @Size(max = 4) List<@IntRange(min = 0, max = 300) Integer> at,
            @ForAll @LongRange(min = 0, max = 1_000) long part) {
        List<Cancellation> cancellations = at.stream()
                .map(month -> new Cancellation(JAN.plusMonths(month), part, 700)).toList();
        List<Schedule.Month> schedule = Schedule.of(cost, JAN, months, expedient, cancellations);
        if (expedient && months <= 12) {
            assertThat(schedule).isEmpty();
            return;
        }
        long expensed = 0;
        long carried = 0;
        for (Schedule.Month month : schedule) {
            assertThat(month.opening()).isEqualTo(carried);
            assertThat(month.amortised()).isNotNegative();
            assertThat(month.accelerated()).isNotNegative();
            assertThat(month.closing()).isNotNegative();
            expensed += month.amortised() + month.accelerated();
            carried = month.closing();
        }
        assertThat(expensed).isEqualTo(cost);
        assertThat(carried).isZero();
        assertThat(schedule.size()).isLessThanOrEqualTo(months);
    }

    @Property(tries = 1000 * Seeds.TIMES, seed = Seeds.SEED)
    void withoutCancellationNoTwoMonthsDifferByMoreThanACent(
            @ForAll @LongRange(min = 1, max = 10_000_000_000L) long cost,
            @ForAll @IntRange(min = 13, max = 240) int months) {
        List<Long> parts = Schedule.of(cost, JAN, months, true, List.of()).stream().map(Schedule.Month::amortised)
                .toList();
        long most = parts.stream().mapToLong(Long::longValue).max().orElseThrow();
        assertThat(parts).allMatch(one -> most - one <= 1);
    }
}
