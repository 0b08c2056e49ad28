package io.attain.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.attain.audit.AuditTrail;
import io.attain.audit.CaseRef;
import io.attain.calculation.Recomputation;
import io.attain.calculation.RunArchive;
import io.attain.payout.FilesWritten;
import io.attain.payout.PayoutBatch;
import io.attain.payout.PayoutBatchId;
import io.attain.payout.PayoutBatches;
import io.attain.shared.Sha256;

/** The evidence packs of released batches: each edition written once, kept in the database, the same from every node. */
@Service
public class EvidencePacks {

    private static final Logger LOG = LoggerFactory.getLogger(EvidencePacks.class);

    private static final String NOT_REPRODUCED = "none";
    private static final String SELECT = """
            select edition, name, engine, sha256, written_at, content from evidence.pack
            """;

    private final JdbcClient jdbc;
    private final PayoutBatches payouts;
    private final RunArchive archive;
    private final DecisionFiles decisions;
    private final MoneyFiles money;
    private final AuditTrail audit;
    private final Clock clock;

    EvidencePacks(JdbcClient jdbc, PayoutBatches payouts, RunArchive archive, DecisionFiles decisions,
            MoneyFiles money, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.payouts = payouts;
        this.archive = archive;
        this.decisions = decisions;
        this.money = money;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Writes the pack of a batch; repeated it changes nothing. The run is recomputed from the pack first: only an engine
     * that reproduces it is named in it.
     *
     * @param close the case of the close, whose approvals go into the pack beside the batch's own
     * @param tasks what people did on the way
     */
    @Transactional
    public void write(PayoutBatchId id, CaseRef close, List<TaskDone> tasks) {
        if (has(id)) {
            return;
        }
        PayoutBatch batch = payouts.get(id);
        Map<String, byte[]> files = new TreeMap<>(archive.files(batch.run()));
        String engine = engine(batch, files);
        decisions.write(batch, close, tasks, files);
        money.write(batch, files);
        keep(batch, 1, engine, PackFiles.zip(manifest(batch, engine), files));
    }

    /**
     * Another edition with the files that were written after the release. Everything else in it is what the edition before
     * says, whose SHA-256 it names.
     */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void renew(FilesWritten written) {
        find(written.batch()).ifPresent(last -> {
            try {
                Map<String, byte[]> files = new TreeMap<>(PackFiles.unzip(last.bytes()));
                ObjectNode manifest = PackFiles.manifest(files).deepCopy();
                files.remove(PackFiles.MANIFEST);
                money.writeExports(written.batch(), files);
                manifest.put("edition", last.edition() + 1).put("edition_before_sha256", last.sha256().hex());
                keep(payouts.get(written.batch()), last.edition() + 1, last.engine(), PackFiles.zip(manifest, files));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(last.name() + " cannot be read back", unreadable);
            }
        });
    }

    private void keep(PayoutBatch batch, int edition, String engine, byte[] pack) {
        Sha256 digest = Sha256.of(pack);
        jdbc.sql("""
                insert into evidence.pack (batch_id, edition, name, engine, sha256, content, written_at)
                values (:batch, :edition, :name, :engine, :digest, :content, :at)
                """)
                .param("batch", batch.id().value())
                .param("edition", edition)
                .param("name", "evidence-%s-%s%s.zip".formatted(batch.period(), batch.id(),
                        edition == 1 ? "" : "-" + edition))
                .param("engine", engine)
                .param("digest", digest.bytes())
                .param("content", pack)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        // Named here too, so that a pack that comes back from anywhere can be held against the trail.
        audit.record("evidence.written", batch.caseRef().toString(), Map.of("period", batch.period().value(),
                "edition", edition, "engine", engine, "sha256", digest.hex()));
    }

    private ObjectNode manifest(PayoutBatch batch, String engine) {
        ObjectNode manifest = JsonLines.object().put("format", PackFiles.FORMAT).put("engine", engine)
                .put("period", batch.period().value()).put("batch", batch.id().toString())
                .put("case", batch.caseRef().toString()).put("run", batch.run().value().toString())
                .put("batch_sha256", batch.digest().hex())
                .put("second_signature", batch.secondSignature().orElse(false));
        decisions.who(manifest, "prepared_by", batch.preparedBy()).put("prepared", batch.preparedAt().toString());
        batch.releasedAt().ifPresent(at -> manifest.put("released", at.toString()));
        return manifest;
    }

    private static String engine(PayoutBatch batch, Map<String, byte[]> files) {
        try {
            List<String> differences = Recomputation.differences(files);
            if (differences.isEmpty()) {
                return Recomputation.ENGINE;
            }
            LOG.error("Payout batch {} of {} cannot be recomputed from its evidence: {}", batch.id(), batch.period(),
                    differences);
            return NOT_REPRODUCED;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the archive of " + batch.run() + " cannot be read back", unreadable);
        }
    }

    /** The last edition of a batch's pack, once it is written. */
    public Optional<EvidencePack> find(PayoutBatchId id) {
        return jdbc.sql(SELECT + "where batch_id = :batch order by edition desc limit 1")
                .param("batch", id.value())
                .query(EvidencePacks::pack)
                .optional();
    }

    /** One edition of a batch's pack. */
    public Optional<EvidencePack> find(PayoutBatchId id, int edition) {
        return jdbc.sql(SELECT + "where batch_id = :batch and edition = :edition")
                .param("batch", id.value())
                .param("edition", edition)
                .query(EvidencePacks::pack)
                .optional();
    }

    /** Whether the batch has a pack; cheaper than asking for it. */
    public boolean has(PayoutBatchId id) {
        return jdbc.sql("select count(*) from evidence.pack where batch_id = :batch").param("batch", id.value())
                .query(Integer.class).single() > 0;
    }

    private static EvidencePack pack(ResultSet row, int number) throws SQLException {
        return new EvidencePack(row.getInt("edition"), row.getString("name"), row.getString("engine"),
                Sha256.fromBytes(row.getBytes("sha256")), row.getTimestamp("written_at").toInstant(),
                row.getBytes("content"));
    }
}
