package io.attain.workflow.close;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.calculation.RunId;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;

/** The freezes of each close and the managers each one asks: what the delegates go by instead of process variables. */
@Component
class CloseRounds {

    private final JdbcClient jdbc;
    private final Clock clock;

    CloseRounds(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * One freeze.
     *
     * @param number counted over all closes of the period, so that an approval of an earlier close never counts
     */
    record Round(String processInstanceId, int number, RunId run, int chunks) {}

    /** The next round of the period begins with this run. */
    Round begin(String processInstanceId, PeriodId period, RunId run, int chunks) {
        int number = jdbc.sql("select coalesce(max(round), 0) + 1 from workflow.close_round where period_id = :period")
                .param("period", period.value())
                .query(Integer.class)
                .single();
        jdbc.sql("""
                insert into workflow.close_round (process_instance_id, period_id, round, run_id, chunks, frozen_at)
                values (:instance, :period, :round, :run, :chunks, :at)
                """)
                .param("instance", processInstanceId)
                .param("period", period.value())
                .param("round", number)
                .param("run", run.value())
                .param("chunks", chunks)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return new Round(processInstanceId, number, run, chunks);
    }

    /** The rounds of a close, the latest first. */
    List<Round> of(String processInstanceId) {
        return jdbc.sql("""
                select process_instance_id, round, run_id, chunks from workflow.close_round
                 where process_instance_id = :instance order by round desc
                """)
                .param("instance", processInstanceId)
                .query((row, number) -> new Round(row.getString("process_instance_id"), row.getInt("round"),
                        new RunId(row.getObject("run_id", UUID.class)), row.getInt("chunks")))
                .list();
    }

    Optional<Round> latest(String processInstanceId) {
        return of(processInstanceId).stream().findFirst();
    }

    Round current(String processInstanceId) {
        return latest(processInstanceId).orElseThrow(
                () -> new IllegalStateException("close " + processInstanceId + " has not frozen anything"));
    }

    /** The number of the round that was under way then. */
    Optional<Integer> before(String processInstanceId, Instant then) {
        return jdbc.sql("""
                select round from workflow.close_round
                 where process_instance_id = :instance and frozen_at <= :then order by round desc limit 1
                """)
                .param("instance", processInstanceId)
                .param("then", then.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .optional();
    }

    /** These managers are asked in the round; repeated it changes nothing. */
    void ask(Round round, List<ParticipantId> managers) {
        for (ParticipantId manager : managers) {
            jdbc.sql("""
                    insert into workflow.close_team (process_instance_id, round, manager)
                    values (:instance, :round, :manager) on conflict do nothing
                    """)
                    .param("instance", round.processInstanceId())
                    .param("round", round.number())
                    .param("manager", manager.value())
                    .update();
        }
    }

    /** The managers asked in the round, by id. */
    List<ParticipantId> asked(Round round) {
        return jdbc.sql("""
                select manager from workflow.close_team
                 where process_instance_id = :instance and round = :round order by manager collate "C"
                """)
                .param("instance", round.processInstanceId())
                .param("round", round.number())
                .query(String.class)
                .list()
                .stream()
                .map(ParticipantId::new)
                .toList();
    }
}
