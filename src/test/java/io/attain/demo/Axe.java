package io.attain.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Counts the moments of Attain's work by phase, and strikes at those it was told, one after the other: SIGKILL to its own
 * process, or to PostgreSQL.
 */
final class Axe {

    /** @param at counted from the blow before */
    private record Blow(int number, Phase phase, int at, boolean server) {

        /** {@code 3:close:17}, or {@code 3:close:17:server}. */
        static Blow parse(String text) {
            String[] parts = text.split(":");
            return new Blow(Integer.parseInt(parts[0]), Phase.valueOf(parts[1].toUpperCase(Locale.ROOT)),
                    Integer.parseInt(parts[2]), parts.length > 3);
        }
    }

    private final List<Blow> blows;
    private final Path serverId;
    private final Map<Phase, AtomicInteger> sinceBlow = new EnumMap<>(Phase.class);
    private final AtomicBoolean armed = new AtomicBoolean();
    private final AtomicBoolean serverStruck = new AtomicBoolean();
    private int next;

    /**
     * @param blows    separated by commas, in order
     * @param serverId the file in which PostgreSQL writes its process id
     */
    Axe(String blows, Path serverId) {
        this.blows = Arrays.stream(blows.split(",")).filter(blow -> !blow.isBlank()).map(Blow::parse).toList();
        this.serverId = serverId;
        for (Phase phase : Phase.values()) {
            sinceBlow.put(phase, new AtomicInteger());
        }
    }

    void arm() {
        armed.set(true);
    }

    /** Whether it is the axe's doing when the database cannot be reached. */
    boolean serverStruck() {
        return serverStruck.get();
    }

    /** How many moments there were since the last blow: {@code IMPORT=12 CLOSE=340}. */
    String moments() {
        return sinceBlow.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining(" "));
    }

    /** One moment has come: does what there is to do, and strikes before or after it if it is the one. */
    Object moment(Phase phase, String where, Work work) throws Throwable {
        Optional<Blow> due = armed.get() ? due(phase) : Optional.empty();
        boolean before = due.filter(blow -> blow.at() % 2 == 0).isPresent();
        if (before) {
            strike(due.get(), where);
        }
        Object result = work.done();
        if (due.isPresent() && !before) {
            strike(due.get(), "after " + where);
        }
        return result;
    }

    private synchronized Optional<Blow> due(Phase phase) {
        int count = Objects.requireNonNull(sinceBlow.get(phase)).incrementAndGet();
        // A blow whose moment did not come before its phase was over is left out.
        while (next < blows.size() && blows.get(next).phase().compareTo(phase) < 0) {
            next++;
        }
        if (next == blows.size() || blows.get(next).phase() != phase || blows.get(next).at() != count) {
            return Optional.empty();
        }
        sinceBlow.values().forEach(counted -> counted.set(0));
        return Optional.of(blows.get(next++));
    }

    /** What is done at a moment. */
    interface Work {
        Object done() throws Throwable;
    }

    private void strike(Blow blow, String where) throws IOException, InterruptedException {
        serverStruck.compareAndSet(false, blow.server());
        System.out.println("STRUCK " + blow.number() + " " + where);
        System.out.flush();
        if (!blow.server()) {
            kill(ProcessHandle.current().pid());
            return;
        }
        kill(Long.parseLong(Files.readAllLines(serverId).getFirst().strip()));
        System.out.println("SERVER GONE");
        System.out.flush();
    }

    /** SIGKILL; when it is this process, nothing more of this thread. */
    static void kill(long victim) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-9", Long.toString(victim)).inheritIO().start().waitFor();
        if (victim == ProcessHandle.current().pid()) {
            Thread.currentThread().join();
        }
    }
}
