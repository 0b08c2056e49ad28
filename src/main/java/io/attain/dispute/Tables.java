package io.attain.dispute;

import java.util.Optional;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import io.attain.period.Period;
import io.attain.shared.Money;

/** Asks the routing tables about a dispute. */
@Component
class Tables {

    private final ObjectProvider<DisputeRules> rules;
    private final Limits limits;

    Tables(ObjectProvider<DisputeRules> rules, Limits limits) {
        this.rules = rules;
        this.limits = limits;
    }

    boolean needsTriage(DisputeRules.Circumstances circumstances) {
        return rules.getObject().needsTriage(circumstances);
    }

    DisputeRules.Routing routing(DisputeRules.Circumstances circumstances) {
        return rules.getObject().routing(circumstances);
    }

    DisputeRules.Routing routing(Dispute dispute, int managers, Period period) {
        return routing(circumstances(dispute, dispute.course().stake(), managers, period));
    }

    boolean mayAgree(Dispute dispute, Optional<Money> moved, int managers, Period period) {
        return rules.getObject().mayAgree(circumstances(dispute, moved, managers, period));
    }

    DisputeRules.Checking checking(Dispute dispute, Optional<Money> moved, Period period) {
        return rules.getObject().checking(circumstances(dispute, moved, 1, period));
    }

    private DisputeRules.Circumstances circumstances(Dispute dispute, Optional<Money> amount,
            int managers, Period period) {
        return new DisputeRules.Circumstances(dispute.kind(), dispute.course().about(),
                amount.map(money -> limits.minor(money, period)).orElse(0L), period.state(), managers,
                dispute.counterparts().size(),
                (int) dispute.counterparts().stream().filter(party -> party.user().isPresent()).count());
    }
}
