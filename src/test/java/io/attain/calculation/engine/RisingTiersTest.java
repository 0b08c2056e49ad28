package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class RisingTiersTest {

    private static final String TIERS = """
			"pay": {"type": "%s-tiers", "on": "measure",
			  "tiers": [{"from": "0", "rate": "0.013"}, {"from": "100", "rate": "0.05"}, {"from": "250.5", "rate": "0.11"}]}""";

    @Property(tries = 200)
    void marginalTiersNeverPayMoreThanRetroactiveOnes(
            @ForAll @Size(max = 12) List<@LongRange(min = 0, max = 100_00) Long> cents) {
        // Each line is rounded once, by at most half a cent in either plan.
        assertThat(paid("marginal", cents)).isLessThanOrEqualTo(paid("retroactive", cents) + cents.size());
    }

    private static long paid(String kind, List<Long> cents) {
        List<String> amounts = cents.stream().map(minor -> BigDecimal.valueOf(minor, 2).toPlainString()).toList();
        return PublishedExamples.total(PublishedExamples.of(TIERS.formatted(kind))
                .lines(PublishedExamples.sales(amounts))).minor();
    }
}
