package io.attain.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Keycloak as the build has prepared it, with the realm {@code attain} in it, as a child of this process. One that a
 * killed run left behind on the same folder is stopped first.
 */
public final class KeycloakServer implements AutoCloseable {

    private static final String DATABASE = "keycloak.mv.db";
    private static final String PROCESS_FILE = "keycloak.process";

    private final Process process;
    private final int port;
    private final Path folder;

    private KeycloakServer(Process process, int port, Path folder) {
        this.process = process;
        this.port = port;
        this.folder = folder;
    }

    /**
     * Starts it and returns at once; see {@link #awaitReady(Duration)}.
     *
     * @param home   the distribution prepared by the build
     * @param folder where it keeps its users and its log between starts
     */
    public static KeycloakServer start(Path home, Path folder, int port) {
        Path template = home.resolve("data").resolve("template").resolve(DATABASE);
        if (!Files.exists(template.resolveSibling("made-from"))) {
            throw new LocalServerFailure("Keycloak has not been prepared in " + home + ".",
                    "Run 'mvn process-resources' once (without -Dfast).");
        }
        try {
            Files.createDirectories(folder);
            stopOrphan(folder);
            Ports.demandFree(port, "the local Keycloak", "ATTAIN_KEYCLOAK_PORT");
            if (!Files.exists(folder.resolve(DATABASE))) {
                Path copy = folder.resolve(DATABASE + ".copy");
                Files.copy(template, copy, StandardCopyOption.REPLACE_EXISTING);
                Files.move(copy, folder.resolve(DATABASE));
            }
            Process process = new ProcessBuilder(command(home, folder, port))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("keycloak.log").toFile())
                    .start();
            Files.writeString(folder.resolve(PROCESS_FILE), process.pid() + " " + startOf(process.toHandle()));
            return new KeycloakServer(process, port, folder);
        } catch (IOException failure) {
            throw new LocalServerFailure("The local Keycloak does not start: " + failure.getMessage(),
                    "Its log is " + folder.resolve("keycloak.log") + ".", failure);
        }
    }

    public String issuer() {
        return "http://localhost:" + port + "/realms/attain";
    }

    /** Waits until people can sign in. */
    public void awaitReady(Duration patience) {
        HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer())).timeout(Duration.ofSeconds(5)).build();
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new LocalServerFailure("The local Keycloak ended with " + process.exitValue() + ".",
                        "Its log is " + folder.resolve("keycloak.log") + ".");
            }
            try {
                if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // It refuses connections until it listens.
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while Keycloak was starting", interrupted);
            }
            pause();
        }
        throw new LocalServerFailure("The local Keycloak was not ready after " + patience.toSeconds() + " seconds.",
                "Its log is " + folder.resolve("keycloak.log") + ".");
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop(process.toHandle());
        try {
            Files.deleteIfExists(folder.resolve(PROCESS_FILE));
        } catch (IOException ignored) {
            // A stale file is recognised by the start time in it.
        }
    }

    private static List<String> command(Path home, Path folder, int port) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dkc.home.dir=" + home,
                "-cp", home.resolve("lib").resolve("quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "start", "--optimized", "--cache=local", "--http-enabled=true", "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--hostname=http://localhost:" + port,
                "--db-url=jdbc:h2:file:" + folder.resolve("keycloak") + ";NON_KEYWORDS=VALUE");
    }

    private static void stopOrphan(Path folder) throws IOException {
        Path file = folder.resolve(PROCESS_FILE);
        if (!Files.exists(file)) {
            return;
        }
        String[] words = Files.readString(file).strip().split(" ");
        if (words.length == 2) {
            Optional<ProcessHandle> orphan = ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(handle -> startOf(handle) == Long.parseLong(words[1]));
            orphan.ifPresent(KeycloakServer::stop);
        }
        Files.deleteIfExists(file);
    }

    /** Process numbers are used again; with the start time they are not. */
    private static long startOf(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static void stop(ProcessHandle handle) {
        handle.destroy();
        handle.onExit().orTimeout(15, TimeUnit.SECONDS).exceptionally(late -> {
            handle.destroyForcibly();
            return handle;
        }).join();
    }
}
