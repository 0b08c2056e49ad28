package io.attain.sales.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.sales.FileKind;
import io.attain.sales.ImportBatchId;
import io.attain.sales.ImportReport;
import io.attain.sales.RowChange;
import io.attain.sales.RowProblem;
import io.attain.shared.Page;
import io.attain.shared.Refused;
import io.attain.shared.Sha256;

/** Import batches and what is reported of them. */
@Component
public class Batches {

    static final int IN_REPORT = 200;
    static final int BATCHES_PAGE = 50;
    static final int ROWS_PAGE = 100;

    private static final String SELECT = """
			select b.id, b.source, b.file_name, b.kind, b.replays, b.state, b.received, b.added, b.changed, b.unchanged,
			       b.rejected, b.warned, b.imported_by, b.imported_at,
			       (select count(*) from sales.open_row o
			         where case when b.replays is null then o.root = b.id else o.batch_id = b.id end) as still
			  from sales.import_batch b
			""";

    private final JdbcClient jdbc;
    private final Clock clock;

    Batches(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One import at a time, so that two uploads of a file see each other. Held until the transaction ends. */
    void queue() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('attain.sales.import'))").query(row -> {});
    }

    /** The batch this very file came in as, if it counts and no other file of its source and kind came after it. */
    Optional<ImportBatchId> seen(String source, FileKind kind, Sha256 sha256) {
        return jdbc.sql("""
				select id from (select id, sha256 from sales.import_batch
				                 where source = :source and kind = :kind and state = 'IMPORTED' and replays is null
				                 order by id desc limit 1) latest
				 where sha256 = :sha256
				""").param("source", source).param("kind", kind.name()).param("sha256", sha256.bytes())
                .query(Long.class)
                .optional().map(ImportBatchId::new);
    }

    ImportBatchId begin(String source, String fileName, FileKind kind, Sha256 sha256, String by) {
        return insert(source, fileName, kind, sha256.bytes(), null, by);
    }

    ImportBatchId beginReplay(ImportReport root, String by) {
        return insert(root.source(), root.fileName(), root.kind(), null, root.batchId().value(), by);
    }

    private ImportBatchId insert(String source, String fileName, FileKind kind, byte @Nullable [] sha256,
            @Nullable Long replays, String by) {
        return new ImportBatchId(jdbc.sql("""
				insert into sales.import_batch (source, file_name, kind, sha256, seen, replays, imported_by, imported_at)
				values (:source, :name, :kind, cast(:sha256 as bytea),
				        1 + (select count(*) from sales.import_batch where source = :source and sha256 = cast(:sha256 as bytea)),
				        :replays, :by, :at)
				returning id
				""").param("source", source).param("name", fileName).param("kind", kind.name()).param("sha256", sha256)
                .param("replays", replays).param("by", by).param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class).single());
    }

    void markUndone(ImportBatchId id, String by) {
        jdbc.sql("update sales.import_batch set state = 'UNDONE', undone_by = :by, undone_at = :at where id = :id")
                .param("by", by).param("at", clock.instant().atOffset(ZoneOffset.UTC)).param("id", id.value()).update();
    }

    /** The files with rows that are still rejected, the earliest first. */
    List<Long> rootsWithOpenRows() {
        return jdbc.sql("select distinct root from sales.open_row order by root").query(Long.class).list();
    }

    /**
     * What the batch did.
     *
     * @throws Refused when there is no such batch
     */
    public ImportReport report(ImportBatchId id) {
        return jdbc.sql(SELECT + "where b.id = :id").param("id", id.value())
                .query((row, n) -> report(row, problems(id, 0, IN_REPORT).items(), changes(id, 0, IN_REPORT).items()))
                .optional()
                .orElseThrow(() -> new Refused("import-unknown", "There is no import " + id + "."));
    }

    public Page<ImportReport> page(int page) {
        return new Page<>(jdbc.sql(SELECT + "order by b.id desc limit :size offset :skip").param("size", BATCHES_PAGE)
                .param("skip", (long) page * BATCHES_PAGE).query((row, n) -> report(row, List.of(), List.of())).list(),
                jdbc.sql("select count(*) from sales.import_batch").query(Long.class).single(), page, BATCHES_PAGE);
    }

    public Page<RowProblem> problems(ImportBatchId id, int page) {
        return problems(id, page, ROWS_PAGE);
    }

    public Page<RowChange> changes(ImportBatchId id, int page) {
        return changes(id, page, ROWS_PAGE);
    }

    private Page<RowProblem> problems(ImportBatchId id, int page, int size) {
        return new Page<>(jdbc.sql("""
				select p.row_no, p.field, p.value, p.sentence, p.remedy, p.severity
				  from sales.row_problem p
				  left join sales.held_row h on h.batch_id = p.batch_id and h.row_no = p.row_no
				 where p.batch_id = :id
				 order by h.row_no is null, p.row_no, p.ordinal limit :size offset :skip
				""").param("id", id.value()).param("size", size).param("skip", (long) page * size)
                .query((row, n) -> new RowProblem(row.getInt("row_no"), row.getString("field"), row.getString("value"),
                        row.getString("sentence"), row.getString("remedy"),
                        RowProblem.Severity.valueOf(row.getString("severity"))))
                .list(), count("row_problem", id), page, size);
    }

    private Page<RowChange> changes(ImportBatchId id, int page, int size) {
        return new Page<>(jdbc.sql("""
				select row_no, row_key, field, before, after from sales.row_change
				 where batch_id = :id order by row_no, ordinal limit :size offset :skip
				""").param("id", id.value()).param("size", size).param("skip", (long) page * size)
                .query((row, n) -> new RowChange(row.getInt("row_no"), row.getString("row_key"), row.getString("field"),
                        row.getString("before"), row.getString("after")))
                .list(), count("row_change", id), page, size);
    }

    private long count(String table, ImportBatchId id) {
        return jdbc.sql("select count(*) from sales." + table + " where batch_id = :id").param("id", id.value())
                .query(Long.class).single();
    }

    private static ImportReport report(ResultSet row, List<RowProblem> problems, List<RowChange> changes)
            throws SQLException {
        int rejected = row.getInt("rejected");
        long replays = row.getLong("replays");
        boolean undone = row.getString("state").equals("UNDONE");
        return new ImportReport(new ImportBatchId(row.getLong("id")), row.getString("source"),
                row.getString("file_name"),
                FileKind.valueOf(row.getString("kind")),
                replays == 0 ? Optional.empty() : Optional.of(new ImportBatchId(replays)),
                ImportReport.State.valueOf(row.getString("state")), false, row.getInt("received"), row.getInt("added"),
                row.getInt("changed"), row.getInt("unchanged"), rejected, row.getInt("warned"),
                undone ? 0 : rejected - row.getInt("still"), row.getString("imported_by"),
                row.getObject("imported_at", OffsetDateTime.class).toInstant(), problems, changes);
    }
}
