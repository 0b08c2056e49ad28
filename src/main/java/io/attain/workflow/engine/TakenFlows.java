package io.attain.workflow.engine;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The sequence flows that process instances took. */
@Component
public class TakenFlows {

    private final JdbcClient jdbc;
    private final Clock clock;

    TakenFlows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Ids of the flows that were taken at least once. */
    public Set<String> of(String processInstanceId) {
        return jdbc.sql("select distinct flow_id from workflow.taken_flow where process_instance_id = :id")
                .param("id", processInstanceId)
                .query(String.class)
                .set();
    }

    void taken(String processInstanceId, String flowId) {
        jdbc.sql("insert into workflow.taken_flow (process_instance_id, flow_id, taken_at) values (:id, :flow, :at)")
                .param("id", processInstanceId)
                .param("flow", flowId)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
