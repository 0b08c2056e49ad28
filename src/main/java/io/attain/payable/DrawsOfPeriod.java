package io.attain.payable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.calculation.TargetPay;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Quota;
import io.attain.participant.Quotas;
import io.attain.period.BusinessTime;
import io.attain.period.Holidays;
import io.attain.period.Period;
import io.attain.plan.Assignment;
import io.attain.plan.Assignments;
import io.attain.plan.PlanVersion;
import io.attain.plan.Plans;
import io.attain.plan.VersionInForce;
import io.attain.plan.language.Draw;
import io.attain.plan.language.Limit;
import io.attain.shared.DateRange;
import io.attain.shared.Money;
import io.attain.shared.Refused;

/** The draws that plans in force give in a period. */
@Component
class DrawsOfPeriod {

    private final Plans plans;
    private final Assignments assignments;
    private final Quotas quotas;
    private final Holidays holidays;

    DrawsOfPeriod(Plans plans, Assignments assignments, Quotas quotas, Holidays holidays) {
        this.plans = plans;
        this.assignments = assignments;
        this.quotas = quotas;
        this.holidays = holidays;
    }

    /**
     * By participant, in the currency the participant is paid in; draws of several plans or versions add up, on the terms of
     * the last. A draw that no rate is known for is left out.
     */
    Map<ParticipantId, DrawInForce> of(Period period, Map<ParticipantId, Participant> people, PayRates rates) {
        Map<ParticipantId, DrawInForce> draws = new HashMap<>();
        List<Quota> targets = quotas.all(period.span());
        BusinessTime time = holidays.businessTime();
        for (VersionInForce inForce : plans.inForce(period.span())) {
            PlanVersion version = plans.get(inForce.version());
            Optional<Draw> draw = version.definition().pay().draw();
            if (draw.isEmpty() || !version.definition().calendar().equals(period.calendar())) {
                continue;
            }
            for (Assignment assignment : assignments.of(inForce.version().plan(), period.span())) {
                Participant person = people.get(assignment.participant());
                if (person != null) {
                    days(period, inForce, assignment, person)
                            .flatMap(days -> draw(draw.get(), version, person, period, days, targets, time)
                                    .in(person.currency(), rates))
                            .ifPresent(own -> draws.merge(person.id(), own, DrawsOfPeriod::together));
                }
            }
        }
        return draws;
    }

    private static Optional<DateRange> days(Period period, VersionInForce inForce, Assignment assignment,
            Participant person) {
        return inForce.range().intersect(assignment.range()).flatMap(period.span()::intersect)
                .flatMap(person.employed()::intersect);
    }

    private static DrawInForce draw(Draw draw, PlanVersion version, Participant person, Period period, DateRange days,
            List<Quota> targets, BusinessTime time) {
        Money target = TargetPay.of(version.definition(), person, period,
                targets.stream().filter(quota -> quota.participant().equals(person.id())).toList(), time);
        if (draw.amount() instanceof Limit.OfTarget && target.isZero()) {
            throw new Refused("draw-of-target",
                    "The draw of plan %s is a part of target pay, but %s has none in %s in %s; import a quota named \"%s\" of %s, or give the draw as an amount."
                            .formatted(version.id().plan(), person.name(), version.definition().currency(),
                                    period.id(), TargetPay.NAME, person.name()));
        }
        return DrawInForce.of(draw, target,
                DrawInForce.Stretch.of(draw, period.span(), days, person.employed().from(), time::isBusinessDay),
                Math.max(1, DrawInForce.days(draw, period.span(), time::isBusinessDay)));
    }

    private static DrawInForce together(DrawInForce one, DrawInForce other) {
        return new DrawInForce(other.kind(), one.amount().plus(other.amount()), other.recovering(), other.atMost());
    }
}
