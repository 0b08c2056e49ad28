package io.attain.plan.comparison;

import java.util.List;
import java.util.Locale;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import io.attain.fixtures.PlanArbitraries;
import io.attain.fixtures.Seeds;
import io.attain.plan.language.PlanDefinition;

import static org.assertj.core.api.Assertions.assertThat;

/** Nothing of a plan changes without being said. */
class PlanComparisonPropertiesTest {

    @Provide
    Arbitrary<PlanDefinition> plans() {
        return PlanArbitraries.plans();
    }

    @Property(tries = 200 * Seeds.TIMES, seed = Seeds.SEED)
    void anyTwoPlansDifferExactlyWhenAChangeIsSaid(@ForAll("plans") PlanDefinition one,
            @ForAll("plans") PlanDefinition other) {
        List<Change> changes = PlanComparison.between(one, other);
        assertThat(changes.isEmpty()).isEqualTo(one.equals(other));
        assertThat(changes).allSatisfy(change -> {
            assertThat(change.subject().value()).isNotBlank();
            assertThat(change.sentence(Locale.ENGLISH)).endsWith(".").doesNotContain("null");
            assertThat(change.sentence(Locale.CHINESE)).endsWith("。");
        });
        assertThat(PlanComparison.between(one, one)).isEmpty();
    }

    @Property(tries = 200 * Seeds.TIMES, seed = Seeds.SEED)
    void theWayBackSaysAsMuchAsTheWayThere(@ForAll("plans") PlanDefinition one,
            @ForAll("plans") PlanDefinition other) {
        PlanDefinition changed = one.with(other.components());
        assertThat(PlanComparison.between(changed, one)).extracting(Change::path)
                .containsExactlyInAnyOrderElementsOf(
                        PlanComparison.between(one, changed).stream().map(Change::path).toList());
    }
}
