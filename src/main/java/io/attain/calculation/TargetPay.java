package io.attain.calculation;

import java.util.List;
import java.util.Optional;

import io.attain.calculation.engine.DatedFigure;
import io.attain.calculation.engine.WindowFigures;
import io.attain.participant.Participant;
import io.attain.participant.Quota;
import io.attain.period.BusinessTime;
import io.attain.period.Period;
import io.attain.plan.language.PlanDefinition;
import io.attain.shared.Money;

/** The target variable pay of someone for a whole period, from the dated figures agreed with them. */
public final class TargetPay {

    /** The name under which target variable pay stands among the quotas. */
    public static final String NAME = DatedFigure.TARGET;

    private TargetPay() {}

    /**
     * In the currency of the plan; zero where nothing is agreed in it.
     *
     * @param figures quotas of any name that meet the period, the participant's own
     */
    public static Money of(PlanDefinition plan, Participant person, Period period, List<Quota> figures,
            BusinessTime time) {
        List<DatedFigure> dated = figures.stream()
                .filter(quota -> quota.measure().equals(NAME) && quota.amount().currency().equals(plan.currency()))
                .map(quota -> new DatedFigure(quota.measure(), quota.window(), quota.amount().toDecimal())).toList();
        return Money.ofMinor(new WindowFigures(List.of(new WindowFigures.Version(plan, period.span())), dated,
                Optional.of(person.employed().from()), period.span(), time::isBusinessDay).target(), plan.currency());
    }
}
