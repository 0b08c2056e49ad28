package io.attain.payable;

import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
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

    DrawsOfPeriod(Plans plans, Assignments assignments) {
        this.plans = plans;
        this.assignments = assignments;
    }

    /** By participant; draws of several plans or versions add up, on the terms of the last. */
    Map<ParticipantId, DrawInForce> of(Period period, Map<ParticipantId, Participant> people) {
        Map<ParticipantId, DrawInForce> draws = new HashMap<>();
        for (VersionInForce inForce : plans.inForce(period.span())) {
            PlanVersion version = plans.get(inForce.version());
            Optional<Draw> draw = version.definition().pay().draw();
            if (draw.isEmpty() || !version.definition().calendar().equals(period.calendar())) {
                continue;
            }
            for (Assignment assignment : assignments.of(inForce.version().plan(), period.span())) {
                Participant person = people.get(assignment.participant());
                if (person != null) {
                    days(period, inForce, assignment, person).ifPresent(days -> draws.merge(person.id(),
                            draw(draw.get(), version, person, period, days), DrawsOfPeriod::together));
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

    private static DrawInForce draw(Draw draw, PlanVersion version, Participant person, Period period,
            DateRange days) {
        if (draw.amount() instanceof Limit.OfTarget) {
            throw new Refused("draw-of-target",
                    "The draw of plan %s is a part of target pay, but no target pay is recorded for %s; give its amount."
                            .formatted(version.id().plan(), person.name()));
        }
        long tenure = ChronoUnit.MONTHS.between(YearMonth.from(person.employed().from()), YearMonth.from(days.from()))
                + 1;
        return DrawInForce.of(draw, Money.zero(person.currency()), Math.toIntExact(tenure), days.days(),
                period.span().days());
    }

    private static DrawInForce together(DrawInForce one, DrawInForce other) {
        return new DrawInForce(other.kind(), one.amount().plus(other.amount()), other.recovering(), other.atMost());
    }
}
