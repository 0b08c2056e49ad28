package io.attain.dispute;

import java.util.Optional;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import io.attain.period.PeriodState;
import io.attain.shared.Money;

/** Asks the routing tables about a dispute. */
@Component
class Tables {

    private final ObjectProvider<DisputeRules> rules;

    Tables(ObjectProvider<DisputeRules> rules) {
        this.rules = rules;
    }

    boolean needsTriage(DisputeRules.Circumstances circumstances) {
        return rules.getObject().needsTriage(circumstances);
    }

    DisputeRules.Routing routing(DisputeRules.Circumstances circumstances) {
        return rules.getObject().routing(circumstances);
    }

    DisputeRules.Routing routing(Dispute dispute, int managers, PeriodState period) {
        return routing(circumstances(dispute, dispute.course().stake(), managers, period));
    }

    boolean mayAgree(Dispute dispute, Optional<Money> moved, int managers, PeriodState period) {
        return rules.getObject().mayAgree(circumstances(dispute, moved, managers, period));
    }

    DisputeRules.Checking checking(Dispute dispute, Optional<Money> moved, PeriodState period) {
        return rules.getObject().checking(circumstances(dispute, moved, 1, period));
    }

    private static DisputeRules.Circumstances circumstances(Dispute dispute, Optional<Money> amount,
            int managers, PeriodState period) {
        return new DisputeRules.Circumstances(dispute.kind(), dispute.course().about(),
                amount.map(Money::minor).orElse(0L),
                amount.map(money -> money.currency().getCurrencyCode()).orElse("USD"), period, managers,
                dispute.counterparts().size(),
                (int) dispute.counterparts().stream().filter(party -> party.user().isPresent()).count());
    }
}
