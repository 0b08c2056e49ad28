package io.attain.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A PostgreSQL with its data in a folder that survives restarts, as durable as one that is installed. One that a killed
 * run left behind on the same folder is adopted.
 */
final class PostgresServer {

    private static final String MAJOR_VERSION = "18";

    private final int port;
    private final @Nullable EmbeddedPostgres started;
    private final @Nullable ProcessHandle adopted;

    private PostgresServer(int port, @Nullable EmbeddedPostgres started, @Nullable ProcessHandle adopted) {
        this.port = port;
        this.started = started;
        this.adopted = adopted;
    }

    static PostgresServer start(Path folder, int port) {
        Path data = folder.resolve("postgres");
        Path initialised = folder.resolve("postgres.initialised");
        try {
            Optional<PostgresServer> orphan = adopt(data);
            if (orphan.isPresent()) {
                orphan.get().demandDatabase();
                return orphan.get();
            }
            Ports.demandFree(port, "the local PostgreSQL", "ATTAIN_POSTGRES_PORT");
            if (!Files.exists(initialised)) {
                // What an interrupted first start has left is neither complete nor worth keeping.
                delete(data);
            }
            demandVersion(data);
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("shared_buffers", "256MB")
                    .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(folder.resolve("postgres.log").toFile()))
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
            PostgresServer running = new PostgresServer(port, server, null);
            running.demandDatabase();
            Files.writeString(initialised, MAJOR_VERSION);
            return running;
        } catch (IOException | SQLException | IllegalStateException failure) {
            throw new LocalServerFailure("The local PostgreSQL does not start: " + failure.getMessage(),
                    "Its log is " + folder.resolve("postgres.log") + ". Deleting the folder " + folder
                            + " starts over with a fresh demo.",
                    failure);
        }
    }

    String url() {
        return "jdbc:postgresql://localhost:" + port + "/attain";
    }

    boolean wasAdopted() {
        return adopted != null;
    }

    void stop() {
        try {
            if (started != null) {
                started.close();
            }
            if (adopted != null && adopted.destroy()) {
                adopted.onExit().orTimeout(20, TimeUnit.SECONDS).exceptionally(late -> adopted).join();
            }
        } catch (IOException failure) {
            System.err.println("The local PostgreSQL did not stop: " + failure.getMessage());
        }
    }

    private static Optional<PostgresServer> adopt(Path data) throws IOException, SQLException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 4) {
            return Optional.empty();
        }
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .filter(ProcessHandle::isAlive);
        int port = Integer.parseInt(lines.get(3).strip());
        if (process.isEmpty() || !answersFor(data, port)) {
            return Optional.empty();
        }
        return Optional.of(new PostgresServer(port, null, process.get()));
    }

    private static boolean answersFor(Path data, int port) {
        try (Connection superuser = superuser(port);
                Statement statement = superuser.createStatement();
                ResultSet row = statement.executeQuery("show data_directory")) {
            return row.next() && Path.of(row.getString(1)).toRealPath().equals(data.toRealPath());
        } catch (SQLException | IOException notOurs) {
            return false;
        }
    }

    private static Connection superuser(int port) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/postgres?user=postgres");
    }

    private void demandDatabase() throws SQLException {
        try (Connection superuser = superuser(port); Statement statement = superuser.createStatement()) {
            try (ResultSet row = statement.executeQuery("select 1 from pg_database where datname = 'attain'")) {
                if (row.next()) {
                    return;
                }
            }
            statement.execute("drop role if exists attain_app");
            statement.execute("drop role if exists attain_owner");
            ScriptUtils.executeSqlScript(superuser, new ClassPathResource("db/roles.sql"));
        }
    }

    private static void demandVersion(Path data) throws IOException {
        Path file = data.resolve("PG_VERSION");
        if (Files.exists(file) && !Files.readString(file).strip().equals(MAJOR_VERSION)) {
            throw new LocalServerFailure(
                    "The folder " + data + " was made by PostgreSQL " + Files.readString(file).strip() + ", not "
                            + MAJOR_VERSION + ".",
                    "Delete the folder " + data.getParent() + " to start over with a fresh demo.");
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
