package io.attain.calculation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

import io.attain.calculation.engine.DatedFigure;
import io.attain.calculation.engine.QuotaPart;
import io.attain.calculation.engine.WindowFigures;
import io.attain.participant.Participant;
import io.attain.participant.Quotas;
import io.attain.period.Holidays;
import io.attain.plan.PlanId;
import io.attain.plan.Plans;
import io.attain.plan.language.Component;
import io.attain.plan.language.Measure;
import io.attain.shared.DateRange;

/**
 * What the quota that a run froze is made of. The agreed figures are those of today: where they no longer come to the
 * frozen quota, nothing is said of its parts.
 */
@org.springframework.stereotype.Component
class QuotasOfWindow {

    private final Plans plans;
    private final Quotas quotas;
    private final Holidays holidays;

    QuotasOfWindow(Plans plans, Quotas quotas, Holidays holidays) {
        this.plans = plans;
        this.quotas = quotas;
        this.holidays = holidays;
    }

    Optional<QuotaOfWindow> of(Participant participant, DateRange period, FrozenInputs inputs, PlanId plan,
            Component component) {
        Optional<FrozenInputs.Figures> frozen = inputs.figures().stream().filter(
                own -> own.plan().equals(plan) && own.component().equals(component.id()) && own.quota() > 0)
                .findFirst();
        if (frozen.isEmpty()) {
            return Optional.empty();
        }
        List<WindowFigures.Version> versions = inputs.segments().stream()
                .filter(segment -> segment.version().plan().equals(plan))
                .map(segment -> new WindowFigures.Version(plans.get(segment.version()).definition(), segment.days()))
                .toList();
        List<DatedFigure> agreed = quotas
                .of(participant.id(), new DateRange(frozen.get().since(), period.to())).stream()
                .filter(quota -> quota.amount().currency().equals(versions.getFirst().definition().currency()))
                .map(quota -> new DatedFigure(quota.measure(), quota.window(), quota.amount().toDecimal())).toList();
        WindowFigures figures = new WindowFigures(versions, agreed, Optional.of(inputs.person().joined()), period,
                holidays.businessTime()::isBusinessDay);
        int digits = component.measure().isMoney()
                ? versions.getFirst().definition().currency().getDefaultFractionDigits()
                : Measure.DECIMALS;
        Optional<Long> now = Optional.ofNullable(figures.byComponent().get(component.id())).map(own -> own.quota());
        List<QuotaPart> parts = now.equals(Optional.of(frozen.get().quota()))
                ? figures.quotaParts(component.id())
                : List.of();
        return Optional.of(new QuotaOfWindow(
                BigDecimal.valueOf(frozen.get().quota(), digits).setScale(digits, RoundingMode.UNNECESSARY), parts));
    }
}
