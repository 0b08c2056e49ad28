package io.attain.calculation;

import io.attain.plan.language.Measure;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.Pool;
import io.attain.plan.language.RankPrizes;

/** Which plans make what one earns depend on what others do. */
final class JointPlans {

    private JointPlans() {}

    /** Ranks, pools, a budget, or a measure less what others earn. */
    static boolean isJoint(PlanDefinition plan) {
        return plan.pay().budget().isPresent() || dependsOnThoseBelow(plan) || plan.components().stream()
                .anyMatch(component -> component.pay() instanceof RankPrizes || component.pay() instanceof Pool);
    }

    static boolean dependsOnThoseBelow(PlanDefinition plan) {
        return plan.components().stream()
                .anyMatch(component -> component.measure() instanceof Measure.AmountLessCommissionBelow);
    }

    static boolean reachesBack(PlanDefinition plan) {
        return plan.components().stream().anyMatch(component -> component.window().isToDate());
    }
}
