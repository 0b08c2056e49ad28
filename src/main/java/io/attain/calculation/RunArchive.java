package io.attain.calculation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.attain.crediting.Credit;
import io.attain.crediting.CreditId;
import io.attain.crediting.Credits;
import io.attain.participant.ParticipantId;
import io.attain.period.Period;
import io.attain.period.Periods;
import io.attain.plan.PlanVersionId;
import io.attain.plan.Plans;
import io.attain.shared.Sha256;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Writes down a calculated run so that it can be recomputed without a database: see {@link Recomputation}. */
@Service
public class RunArchive {

    static final String RUN = "run.json";
    static final String INPUTS = "inputs.jsonl";
    static final String PLANS = "plans/";

    /** One line a participant with what the run says was earned; {@code earned_minor} in minor units. */
    public static final String RESULTS = "results.jsonl";

    /** One line an adjustment of a locked period, with {@code before_minor} and {@code after_minor}. */
    public static final String CORRECTIONS = "corrections.jsonl";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JdbcClient jdbc;
    private final Runs runs;
    private final CorrectionRows corrections;
    private final Periods periods;
    private final Plans plans;
    private final Credits credits;

    RunArchive(JdbcClient jdbc, Runs runs, CorrectionRows corrections, Periods periods, Plans plans,
            Credits credits) {
        this.jdbc = jdbc;
        this.runs = runs;
        this.corrections = corrections;
        this.periods = periods;
        this.plans = plans;
        this.credits = credits;
    }

    private record Frozen(ParticipantId participant, String currency, int chunk, String inputs) {}

    /**
     * The run as files by name: what it is, what it was calculated from, what came out, the adjustments of locked periods
     * it froze, and the text of every plan version in it. Equal runs give equal bytes.
     *
     * @throws IllegalStateException when the run is not calculated
     */
    @Transactional(readOnly = true)
    public Map<String, byte[]> files(RunId id) {
        Run run = runs.get(id);
        Period period = periods.get(run.period());
        Sha256 result = run.resultDigest().orElseThrow(() -> new IllegalStateException(id + " is not calculated"));
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(RUN, (JSON.createObjectNode()
                .put("run", id.value().toString())
                .put("period", period.id().value())
                .put("from", period.span().from().toString())
                .put("to", period.span().to().toString())
                .put("number", run.number())
                .put("input_sha256", run.inputDigest().hex())
                .put("result_sha256", result.hex())
                .put("participants", run.participants())
                .put("credits", run.credits())
                .put("lines", run.lines()) + "\n").getBytes(UTF_8));
        TreeMap<Integer, List<Frozen>> chunks = frozen(id);
        files.put(INPUTS, inputs(id, chunks));
        files.put(RESULTS, results(id));
        StringBuilder corrected = new StringBuilder();
        corrections.of(id).forEach(line -> corrected.append(ArchivedCorrection.write(line)).append('\n'));
        files.put(CORRECTIONS, corrected.toString().getBytes(UTF_8));
        TreeSet<PlanVersionId> versions = new TreeSet<>(Comparator.comparing(PlanVersionId::toString));
        chunks.values().forEach(chunk -> chunk.forEach(one -> FrozenInputs.fromJson(one.inputs()).segments()
                .forEach(segment -> versions.add(segment.version()))));
        versions.forEach(version -> files.put(planFile(version), plans.get(version).source().getBytes(UTF_8)));
        return files;
    }

    static String planFile(PlanVersionId version) {
        return PLANS + version.plan().value() + "-" + version.number() + ".json";
    }

    private TreeMap<Integer, List<Frozen>> frozen(RunId id) {
        TreeMap<Integer, List<Frozen>> chunks = new TreeMap<>();
        jdbc.sql("""
				select participant_id, currency, chunk, inputs from calculation.run_participant where run_id = :run
				 order by participant_id collate "C"
				""").param("run", id.value())
                .query((row, number) -> new Frozen(new ParticipantId(row.getString("participant_id")),
                        row.getString("currency"), row.getInt("chunk"), row.getString("inputs")))
                .list().forEach(one -> chunks.computeIfAbsent(one.chunk(), chunk -> new ArrayList<>()).add(one));
        return chunks;
    }

    private byte[] inputs(RunId id, TreeMap<Integer, List<Frozen>> chunks) {
        StringBuilder lines = new StringBuilder();
        chunks.forEach((chunk, members) -> {
            Map<ParticipantId, List<CreditId>> order = new HashMap<>();
            jdbc.sql("""
					select c.participant_id, c.credit_id from calculation.run_credit c
					  join calculation.run_participant p on p.run_id = c.run_id and p.participant_id = c.participant_id
					 where c.run_id = :run and p.chunk = :chunk order by c.participant_id, c.ordinal
					""").param("run", id.value()).param("chunk", chunk).query((row, number) -> order
                    .computeIfAbsent(new ParticipantId(row.getString("participant_id")), p -> new ArrayList<>())
                    .add(new CreditId(row.getLong("credit_id")))).list();
            HashSet<CreditId> all = new HashSet<>();
            order.values().forEach(all::addAll);
            Map<CreditId, Credit> byId = new HashMap<>();
            credits.byId(all).forEach(credit -> byId.put(credit.id(), credit));
            for (Frozen one : members) {
                List<Credit> own = order.getOrDefault(one.participant(), List.of()).stream()
                        .map(credit -> Known.in(byId, credit)).toList();
                ObjectNode node = JSON.createObjectNode().put("participant", one.participant().value())
                        .put("currency", one.currency()).put("chunk", chunk)
                        .put("sha256", Recomputation.inputDigest(one.participant(), one.inputs(), own).hex())
                        .put("inputs", one.inputs());
                ArrayNode written = node.putArray("credits");
                own.forEach(credit -> written.add(ArchivedCredit.write(credit)));
                lines.append(node).append('\n');
            }
        });
        return lines.toString().getBytes(UTF_8);
    }

    private byte[] results(RunId id) {
        StringBuilder lines = new StringBuilder();
        jdbc.sql("""
				select participant_id, currency, earned_minor, lines, reason, result_sha256
				  from calculation.run_participant where run_id = :run order by participant_id collate "C"
				""").param("run", id.value())
                .query((row, number) -> lines.append(JSON.createObjectNode()
                        .put("participant", row.getString("participant_id"))
                        .put("currency", row.getString("currency"))
                        .put("earned_minor", row.getLong("earned_minor"))
                        .put("lines", row.getInt("lines"))
                        .put("reason", row.getString("reason"))
                        .put("sha256", Sha256.fromBytes(row.getBytes("result_sha256")).hex())).append('\n'))
                .list();
        return lines.toString().getBytes(UTF_8);
    }
}
