package io.attain.plan;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.AuditTrail;
import io.attain.identity.CurrentUser;
import io.attain.identity.UserId;
import io.attain.participant.ParticipantId;
import io.attain.shared.Refused;

/** Acceptances of published plan versions. Pay does not wait for them; statements say what is outstanding. */
@Service
public class Acceptances {

    private final JdbcClient jdbc;
    private final Plans plans;
    private final AuditTrail audit;
    private final CurrentUser currentUser;
    private final Clock clock;

    Acceptances(JdbcClient jdbc, Plans plans, AuditTrail audit, CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.plans = plans;
        this.audit = audit;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /**
     * Records that the current user accepts for the participant; repeated it changes nothing.
     *
     * @throws Refused when the version is not published or the participant is not in it
     */
    @Transactional
    public void accept(PlanVersionId id, ParticipantId participant) {
        PlanVersion version = plans.get(id);
        if (version.state() != PlanVersionState.PUBLISHED) {
            throw new Refused("plan-not-published", "Version %s is not published yet.".formatted(id));
        }
        if (of(id).stream().noneMatch(acceptance -> acceptance.participant().equals(participant))) {
            throw new Refused("not-in-plan", "%s is not in version %s.".formatted(participant, id));
        }
        int recorded = jdbc.sql("""
				insert into plan.acceptance (plan_id, number, participant_id, accepted_by, accepted_at, source_sha256)
				values (:plan, :number, :participant, :user, :now, :digest)
				on conflict (plan_id, number, participant_id) do nothing
				""").param("plan", id.plan().value()).param("number", id.number())
                .param("participant", participant.value()).param("user", currentUser.get().id().value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).param("digest", version.digest().bytes())
                .update();
        if (recorded > 0) {
            audit.record("plan.accepted", Plans.caseOf(id).toString(),
                    Map.of("participant", participant.value(), "sha256", version.digest().hex()));
        }
    }

    /** Everyone in the version, by participant, accepted or outstanding. */
    public List<Acceptance> of(PlanVersionId version) {
        return jdbc.sql("""
				select distinct s.participant_id collate "C" as participant_id, a.accepted_by, a.accepted_at
				  from plan.in_force f
				  join plan.assignment s on s.plan_id = f.plan_id and s.valid && f.valid
				  left join plan.acceptance a on a.plan_id = f.plan_id and a.number = f.number
				                             and a.participant_id = s.participant_id
				 where f.plan_id = :plan and f.number = :number
				 order by 1
				""").param("plan", version.plan().value()).param("number", version.number())
                .query((row, number) -> new Acceptance(version, new ParticipantId(row.getString("participant_id")),
                        user(row.getString("accepted_by")), Optional
                                .ofNullable(row.getObject("accepted_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
                .list();
    }

    public boolean isAccepted(PlanVersionId version, ParticipantId participant) {
        return jdbc.sql("""
				select count(*) from plan.acceptance
				 where plan_id = :plan and number = :number and participant_id = :participant
				""").param("plan", version.plan().value()).param("number", version.number())
                .param("participant", participant.value()).query(Long.class).single() > 0;
    }

    private static Optional<UserId> user(@Nullable String id) {
        return Optional.ofNullable(id).map(UserId::new);
    }
}
