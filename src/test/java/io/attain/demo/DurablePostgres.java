package io.attain.demo;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A PostgreSQL as durable as one that is installed, which can be killed and started again on the same data. */
final class DurablePostgres implements AutoCloseable {

    private final Path data;
    private final int port;
    private EmbeddedPostgres server;

    /** Reads one row. */
    interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    DurablePostgres(Path folder) throws IOException, SQLException {
        this.data = folder.resolve("data");
        try (ServerSocket free = new ServerSocket(0)) {
            this.port = free.getLocalPort();
        }
        this.server = started();
        try (Connection superuser = server.getPostgresDatabase().getConnection()) {
            ScriptUtils.executeSqlScript(superuser, new ClassPathResource("db/roles.sql"));
        }
    }

    private EmbeddedPostgres started() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setServerConfig("unix_socket_directories", data.toString())
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
    }

    String url(String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    /** The file with its process id. */
    Path processId() {
        return data.resolve("postmaster.pid");
    }

    /** After its death; recovery is PostgreSQL's own. */
    void restart() throws IOException, InterruptedException {
        while (isEnding()) {
            Thread.sleep(50);
        }
        // Where nobody collects dead processes at once, the id in these files still looks alive.
        Files.delete(processId());
        Files.deleteIfExists(data.resolve(".s.PGSQL." + port + ".lock"));
        Files.deleteIfExists(data.resolve("epg-lock"));
        server = started();
    }

    /** Whether processes of the one that died still hold its memory: those at work in its folder. */
    private boolean isEnding() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes.anyMatch(process -> {
                try {
                    return Files.readSymbolicLink(process.resolve("cwd")).equals(data.toRealPath());
                } catch (IOException noProcess) {
                    return false;
                }
            });
        }
    }

    /** A database like another one, which nobody may be connected to. */
    void copy(String from, String to) throws SQLException {
        try (Connection superuser = server.getPostgresDatabase().getConnection();
                Statement statement = superuser.createStatement()) {
            statement.execute("create database %s template %s owner attain_owner".formatted(to, from));
            statement.execute("grant connect on database %s to attain_app".formatted(to));
            // PostgreSQL writes no sequence of a fresh copy ahead: without this, a crash would give its numbers twice.
            statement.execute("checkpoint");
        }
    }

    void drop(String database) throws SQLException {
        try (Connection superuser = server.getPostgresDatabase().getConnection();
                Statement statement = superuser.createStatement()) {
            statement.execute("drop database %s with (force)".formatted(database));
        }
    }

    void query(String database, String sql, Reader each) throws SQLException {
        try (Connection superuser = server.getDatabase("postgres", database).getConnection();
                Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                each.read(rows);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
