package io.attain.demo;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Starts Attain under the axe: what is built, packed once, and its classes archived by the first process for the others. */
final class AttainProcess {

    private final Path folder;
    private final DurablePostgres postgres;
    private final String classPath;
    private final Path log;
    private final Path archive;

    AttainProcess(Path folder, DurablePostgres postgres) throws IOException {
        this.folder = folder;
        this.postgres = postgres;
        this.log = folder.resolve("attain.log");
        this.archive = folder.resolve("classes.jsa");
        List<String> packed = new ArrayList<>();
        for (String entry : System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator)) {
            Path path = Path.of(entry);
            packed.add(Files.isDirectory(path) ? jar(path, packed.size()).toString() : entry);
        }
        this.classPath = String.join(File.pathSeparator, packed);
    }

    /** An archive of classes takes no folders. */
    private Path jar(Path classes, int number) throws IOException {
        Path jar = folder.resolve("classes-" + number + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out);
                Stream<Path> all = Files.walk(classes)) {
            zip.setLevel(1);
            for (Path one : (Iterable<Path>) all.filter(path -> !path.equals(classes)).sorted()::iterator) {
                boolean isFolder = Files.isDirectory(one);
                zip.putNextEntry(new JarEntry(classes.relativize(one) + (isFolder ? "/" : "")));
                if (!isFolder) {
                    Files.copy(one, zip);
                }
                zip.closeEntry();
            }
        }
        return jar;
    }

    /**
     * Runs to the end, and starts PostgreSQL again whenever it was struck.
     *
     * @return the exit code
     */
    int run(String database, String... arguments) throws IOException, InterruptedException {
        Process process = start(database, log, arguments);
        try {
            int restarts = 0;
            for (int wait = 0; !process.waitFor(100, TimeUnit.MILLISECONDS); wait++) {
                assertThat(wait).as(() -> "Attain ended within ten minutes: " + log()).isLessThan(6_000);
                if (restarts < said("SERVER GONE").size()) {
                    restarts++;
                    postgres.restart();
                }
            }
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    Process start(String database, Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx700m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Xlog:disable", "-Xlog:all=error:stderr",
                Files.exists(archive) ? "-XX:SharedArchiveFile=" + archive : "-XX:ArchiveClassesAtExit=" + archive,
                "-cp", classPath, AttainUnderTheAxe.class.getName(), "--spring.profiles.active=test",
                "--server.port=0", "--attain.demo.enabled=true", "--attain.demo.start-with-application=false",
                "--camunda.bpm.job-execution.enabled=true", "--camunda.bpm.job-execution.lock-time-in-millis=5000",
                "--camunda.bpm.job-execution.wait-time-in-millis=200", "--camunda.bpm.job-execution.max-wait=1000",
                "--spring.datasource.hikari.connection-timeout=3000",
                "--spring.datasource.url=" + postgres.url(database), "--spring.datasource.username=attain_app",
                "--spring.datasource.password=attain", "--spring.flyway.user=attain_owner",
                "--spring.flyway.password=attain"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    /** The rest of each line of the last process that has this word in it. */
    List<String> said(String word) throws IOException {
        return Files.readString(log).lines().filter(line -> line.contains(word))
                .map(line -> line.substring(line.indexOf(word) + word.length())).toList();
    }

    /** What the last process wrote. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
