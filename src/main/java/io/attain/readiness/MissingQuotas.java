package io.attain.readiness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.calculation.RunId;
import io.attain.period.Period;
import io.attain.plan.Plans;
import io.attain.plan.VersionInForce;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.Ramp;

/** Participants of plans that measure attainment, without the quota it is measured against. */
@Component
class MissingQuotas implements CloseRule {

    private final JdbcClient jdbc;
    private final Plans plans;

    MissingQuotas(JdbcClient jdbc, Plans plans) {
        this.jdbc = jdbc;
        this.plans = plans;
    }

    @Override
    public String id() {
        return "missing-quota";
    }

    @Override
    public String title() {
        return "Missing quota";
    }

    @Override
    public Weight weight() {
        return Weight.BLOCKING;
    }

    @Override
    public List<Found> find(Period period, Optional<RunId> run) {
        Map<String, Found> found = new LinkedHashMap<>();
        for (VersionInForce version : plans.inForce(period.span())) {
            PlanDefinition plan = plans.get(version.version()).definition();
            if (plan.calendar().equals(period.calendar())) {
                for (String measure : measures(plan)) {
                    without(period, version, measure).forEach(one -> found.putIfAbsent(one.subject(), one));
                }
            }
        }
        return new ArrayList<>(found.values()).stream().limit(MOST).toList();
    }

    /** The quotas the plan cannot do without; a ramp in amounts brings its own. */
    private static TreeSet<String> measures(PlanDefinition plan) {
        TreeSet<String> measures = new TreeSet<>();
        plan.components().forEach(component -> component.quota()
                .filter(quota -> quota.ramp().filter(ramp -> ramp.kind() == Ramp.Kind.AMOUNTS).isEmpty())
                .ifPresent(quota -> measures.add(quota.name())));
        return measures;
    }

    private List<Found> without(Period period, VersionInForce version, String measure) {
        return jdbc.sql("""
                select distinct a.participant_id, p.name
                  from plan.assignment a
                  join plan.in_force v on v.plan_id = a.plan_id and v.number = :number
                  join participant.participant p on p.id = a.participant_id
                 where a.plan_id = :plan
                   and not isempty(a.valid * v.valid * daterange(:from, :to)
                                   * daterange(p.employed_from, nullif(p.employed_to, 'infinity')))
                   and not exists (select from participant.quota q
                                    where q.participant_id = a.participant_id and q.measure = :measure
                                      and q.valid && (a.valid * v.valid * daterange(:from, :to)))
                 order by a.participant_id limit :most
                """)
                .param("plan", version.version().plan().value())
                .param("number", version.version().number())
                .param("from", period.span().from())
                .param("to", period.span().to())
                .param("measure", measure)
                .param("most", MOST)
                .query((row, number) -> new Found(row.getString("participant_id") + " " + measure,
                        "%s is in plan %s and has no quota “%s” in the period.".formatted(row.getString("name"),
                                version.version(), measure),
                        "Import the quota, or end the plan assignment."))
                .list();
    }
}
