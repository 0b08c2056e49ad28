package io.attain.workflow.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import org.springframework.stereotype.Component;

/**
 * Creates the engine's own tables from the scripts the engine ships, as the owner of the database: the application's
 * role may use them but not change their shape. A new engine version needs a further migration with its upgrade script.
 */
@Component
class EngineTables implements JavaMigration {

    private static final List<String> SCRIPTS = List.of("engine", "history", "identity", "case.engine", "case.history",
            "decision.engine", "decision.history");

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("005.2");
    }

    @Override
    public String getDescription() {
        return "engine tables 7.24";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return 72400;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema engine");
            statement.execute("set local search_path to engine");
            for (String script : SCRIPTS) {
                ScriptUtils.executeSqlScript(connection, new ClassPathResource(
                        "org/camunda/bpm/engine/db/create/activiti.postgres.create." + script + ".sql"));
            }
            // The executor asks for due jobs first; the four tables below are rewritten all day.
            statement.execute("create index act_idx_job_duedate on act_ru_job (duedate_)");
            for (String busy : List.of("act_ru_job", "act_ru_execution", "act_ru_variable", "act_ru_task")) {
                statement.execute(
                        "alter table " + busy + " set (autovacuum_vacuum_scale_factor = 0.02, fillfactor = 80)");
            }
            statement.execute("grant usage on schema engine to attain_app");
            statement.execute("grant select, insert, update, delete on all tables in schema engine to attain_app");
            statement.execute("set local search_path to default");
        }
    }
}
