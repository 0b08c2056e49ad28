package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import io.attain.fixtures.Seeds;

import static org.assertj.core.api.Assertions.assertThat;

class RisingTiersTest {

    private static final String TIERS = """
			"pay": {"type": "%s-tiers", "on": "measure",
			  "tiers": [{"from": "0", "rate": "0.013"}, {"from": "100", "rate": "0.05"}, {"from": "250.5", "rate": "0.11"}]}""";

    @Property(tries = 200 * Seeds.TIMES, seed = Seeds.SEED)
    void marginalTiersNeverPayMoreThanRetroactiveOnes(
            @ForAll @Size(max = 12) List<@LongRange(min = 0, max = 100_00) Long> cents) {
        // Each line is rounded once, by at most half a cent in either plan.
        assertThat(paid("marginal", cents)).isLessThanOrEqualTo(paid("retroactive", cents) + cents.size());
    }

    @Property(tries = 200 * Seeds.TIMES, seed = Seeds.SEED)
    void aCreditSplitInTwoComesToTheSameWithinARoundingPerLine(
            @ForAll @Size(min = 1, max = 12) List<@LongRange(min = 0, max = 100_00) Long> cents,
            @ForAll @IntRange(min = 0, max = 11) int which, @ForAll @IntRange(min = 0, max = 100) int percent) {
        int split = which % cents.size();
        long part = cents.get(split) * percent / 100;
        List<Long> more = new ArrayList<>(cents);
        more.set(split, cents.get(split) - part);
        more.add(split, part);
        for (String kind : List.of("marginal", "retroactive")) {
            // Half a cent at most for each of the lines that differ: one here, two there.
            assertThat(Math.abs(paid(kind, more) - paid(kind, cents))).as(kind).isLessThanOrEqualTo(1);
        }
    }

    @Property(tries = 200 * Seeds.TIMES, seed = Seeds.SEED)
    void whoSellsMoreNeverGetsLess(
            @ForAll @Size(min = 1, max = 12) List<@LongRange(min = 0, max = 100_00) Long> cents,
            @ForAll @IntRange(min = 0, max = 11) int which, @ForAll @LongRange(min = 0, max = 200_00) long more) {
        List<Long> raised = new ArrayList<>(cents);
        raised.set(which % cents.size(), cents.get(which % cents.size()) + more);
        for (String kind : List.of("marginal", "retroactive")) {
            // A boundary moves within other credits: each is rounded once, by half a cent at most, before and after.
            assertThat(paid(kind, raised)).as(kind).isGreaterThanOrEqualTo(paid(kind, cents) - cents.size());
        }
    }

    private static long paid(String kind, List<Long> cents) {
        List<String> amounts = cents.stream().map(minor -> BigDecimal.valueOf(minor, 2).toPlainString()).toList();
        return PublishedExamples.total(PublishedExamples.of(TIERS.formatted(kind))
                .lines(PublishedExamples.sales(amounts))).minor();
    }
}
