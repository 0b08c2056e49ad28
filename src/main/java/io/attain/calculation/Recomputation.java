package io.attain.calculation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.attain.crediting.Credit;
import io.attain.identity.UserId;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.plan.PlanVersion;
import io.attain.plan.PlanVersionId;
import io.attain.plan.PlanVersionState;
import io.attain.plan.language.PlanReader;
import io.attain.shared.DateRange;
import io.attain.shared.Money;
import io.attain.shared.Sha256;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Calculates an archived run anew, with the calculator that closes use and without a database. Adjustments of locked
 * periods are inputs of the run and stand as they were frozen: what they follow from is in the packs of those periods.
 */
public final class Recomputation {

    /**
     * The calculator's version: raised with every change by which equal inputs could give other lines. A run can only be
     * recomputed by the version that calculated it.
     */
    public static final String ENGINE = "attain-engine/1";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Recomputation() {}

    /** A participant of the archive, with the frozen inputs as they stand in the file. */
    private record Archived(Participant participant, int chunk, String inputs, FrozenInputs read, String digest,
            List<Credit> credits) {

        Sha256 inputDigest() {
            return Recomputation.inputDigest(participant.id(), inputs, credits);
        }
    }

    /**
     * @param files as {@link RunArchive#files} wrote them
     * @return every way in which the archive differs from what comes out, each in a sentence; none when it agrees to the
     *         last line
     * @throws IOException when a file is missing or cannot be read as what it should be
     */
    public static List<String> differences(Map<String, byte[]> files) throws IOException {
        try {
            return compared(files);
        } catch (NullPointerException | IllegalArgumentException | DateTimeException | UncheckedIOException
                | IllegalStateException unreadable) {
            throw new IOException("the archived run cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static List<String> compared(Map<String, byte[]> files) throws IOException {
        JsonNode run = JSON.readTree(file(files, RunArchive.RUN));
        TreeMap<ParticipantId, Archived> archived = archived(files);
        List<PriorPeriodLine> corrections = new ArrayList<>();
        for (String line : lines(files, RunArchive.CORRECTIONS)) {
            corrections.add(ArchivedCorrection.read(JSON.readTree(line)));
        }
        List<String> differences = new ArrayList<>(inputs(run, archived, corrections));
        List<String> plans = plans(archived, files);
        differences.addAll(plans);
        if (plans.isEmpty()) {
            differences.addAll(results(run, archived, corrections, files));
        }
        return differences;
    }

    private static List<String> inputs(JsonNode run, TreeMap<ParticipantId, Archived> archived,
            List<PriorPeriodLine> corrections) {
        List<String> differences = new ArrayList<>();
        KeyDigest whole = new KeyDigest();
        archived.forEach((participant, one) -> {
            whole.text(participant.value()).text(one.inputs()).number(one.credits().size())
                    .digest(credits(one.credits()));
            if (!one.inputDigest().hex().equals(one.digest())) {
                differences.add("%s: the inputs or credits are not those that were frozen.".formatted(participant));
            }
        });
        corrections.forEach(whole::correction);
        String digest = whole.end().hex();
        if (!digest.equals(run.get("input_sha256").textValue())) {
            differences
                    .add("The inputs in the pack are not those that were frozen: their digest is %s, the run names %s."
                            .formatted(digest, run.get("input_sha256").textValue()));
        }
        return differences;
    }

    private static List<String> plans(TreeMap<ParticipantId, Archived> archived, Map<String, byte[]> files) {
        TreeSet<String> differences = new TreeSet<>();
        archived.values().forEach(one -> one.read().segments().forEach(segment -> {
            byte[] text = files.get(RunArchive.planFile(segment.version()));
            if (text == null) {
                differences.add("The text of plan version %s is missing.".formatted(segment.version()));
            } else if (!Sha256.of(new String(text, UTF_8)).equals(segment.digest())) {
                differences.add("Plan version %s is not the text that was in force: the inputs name another digest."
                        .formatted(segment.version()));
            }
        }));
        return List.copyOf(differences);
    }

    private static List<String> results(JsonNode run, TreeMap<ParticipantId, Archived> archived,
            List<PriorPeriodLine> corrections, Map<String, byte[]> files) throws IOException {
        DateRange span = new DateRange(LocalDate.parse(run.get("from").textValue()),
                LocalDate.parse(run.get("to").textValue()));
        Map<ParticipantId, ParticipantResult> results = recomputed(span, archived, files);
        Map<String, JsonNode> stated = new HashMap<>();
        for (String line : lines(files, RunArchive.RESULTS)) {
            JsonNode one = JSON.readTree(line);
            stated.put(one.get("participant").textValue(), one);
        }
        List<String> differences = new ArrayList<>();
        KeyDigest whole = new KeyDigest();
        archived.forEach((participant, one) -> {
            ParticipantResult result = Known.in(results, participant);
            Sha256 digest = digest(result);
            whole.text(participant.value()).digest(digest);
            compare(participant, result, digest, Optional.ofNullable(stated.remove(participant.value())))
                    .ifPresent(differences::add);
        });
        stated.keySet().stream().sorted()
                .forEach(extra -> differences.add("%s has a result and no inputs.".formatted(extra)));
        corrections.forEach(whole::correction);
        String recomputed = whole.end().hex();
        if (!recomputed.equals(run.get("result_sha256").textValue())) {
            differences.add("The lines come to digest %s; the run names %s.".formatted(recomputed,
                    run.get("result_sha256").textValue()));
        }
        return differences;
    }

    private static Optional<String> compare(ParticipantId participant, ParticipantResult result, Sha256 digest,
            Optional<JsonNode> stated) {
        if (stated.isEmpty()) {
            return Optional.of("%s has inputs and no result.".formatted(participant));
        }
        JsonNode says = stated.get();
        Money said = Money.ofMinor(says.get("earned_minor").longValue(),
                Currency.getInstance(says.get("currency").textValue()));
        if (!said.equals(result.total())) {
            return Optional.of("%s: the pack says %s was earned, recomputed it is %s.".formatted(participant, said,
                    result.total()));
        }
        if (!digest.hex().equals(says.get("sha256").textValue())) {
            return Optional.of("%s: the total agrees, the lines do not.".formatted(participant));
        }
        return Optional.empty();
    }

    private static Sha256 digest(ParticipantResult result) {
        KeyDigest digest = new KeyDigest().text(result.parked().orElse(""));
        result.lines().forEach(digest::line);
        return digest.end();
    }

    /** Of one participant's inputs, so that a change can be told whose it is. */
    static Sha256 inputDigest(ParticipantId participant, String inputs, List<Credit> own) {
        return new KeyDigest().text(participant.value()).text(inputs).number(own.size()).digest(credits(own)).end();
    }

    private static Sha256 credits(List<Credit> own) {
        KeyDigest digest = new KeyDigest();
        own.forEach(digest::credit);
        return digest.end();
    }

    private static Map<ParticipantId, ParticipantResult> recomputed(DateRange span,
            TreeMap<ParticipantId, Archived> archived, Map<String, byte[]> files) {
        TreeMap<Integer, List<Evaluation.Subject>> chunks = new TreeMap<>();
        archived.values().forEach(one -> chunks.computeIfAbsent(one.chunk(), chunk -> new ArrayList<>())
                .add(new Evaluation.Subject(one.participant(), one.read(),
                        one.credits().stream().sorted(Credit.CANONICAL).toList())));
        Map<ParticipantId, ParticipantResult> results = new HashMap<>();
        chunks.values().forEach(subjects -> {
            Evaluation evaluation = Evaluation.of(span, subjects.stream().map(Evaluation.Subject::inputs).toList(),
                    version -> plan(version, files));
            evaluation.results(RunId.PREVIEW, subjects)
                    .forEach(result -> results.put(result.participant(), result));
        });
        return results;
    }

    private static PlanVersion plan(PlanVersionId id, Map<String, byte[]> files) {
        String source = new String(Known.in(files, RunArchive.planFile(id)), UTF_8);
        return switch (PlanReader.read(source)) {
            case PlanReader.Readable readable -> new PlanVersion(id, readable.definition(), source, Sha256.of(source),
                    PlanVersionState.PUBLISHED, 1, new UserId("archive"), Instant.EPOCH, Optional.empty());
            case PlanReader.Unreadable unreadable -> throw new IllegalArgumentException(
                    "plan version %s cannot be read: %s".formatted(id, unreadable.findings()));
        };
    }

    private static TreeMap<ParticipantId, Archived> archived(Map<String, byte[]> files) throws IOException {
        TreeMap<ParticipantId, Archived> archived = new TreeMap<>();
        for (String line : lines(files, RunArchive.INPUTS)) {
            JsonNode node = JSON.readTree(line);
            ParticipantId id = new ParticipantId(node.get("participant").textValue());
            List<Credit> credits = new ArrayList<>();
            for (JsonNode credit : node.get("credits")) {
                credits.add(ArchivedCredit.read(credit, id, credits.size() + 1L));
            }
            Participant participant = new Participant(id, id.value(), "", "", "",
                    Currency.getInstance(node.get("currency").textValue()), Optional.empty(),
                    DateRange.since(LocalDate.EPOCH));
            String inputs = node.get("inputs").textValue();
            archived.put(id, new Archived(participant, node.get("chunk").intValue(), inputs,
                    FrozenInputs.fromJson(inputs), node.get("sha256").textValue(), credits));
        }
        return archived;
    }

    private static List<String> lines(Map<String, byte[]> files, String name) throws IOException {
        return new String(file(files, name), UTF_8).lines().toList();
    }

    private static byte[] file(Map<String, byte[]> files, String name) throws IOException {
        byte[] content = files.get(name);
        if (content == null) {
            throw new IOException(name + " is missing");
        }
        return content;
    }
}
