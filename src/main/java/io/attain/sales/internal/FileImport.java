package io.attain.sales.internal;

import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.attain.audit.AuditTrail;
import io.attain.audit.CaseRef;
import io.attain.identity.CurrentUser;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.sales.FileKind;
import io.attain.sales.ImportBatchId;
import io.attain.sales.ImportReport;
import io.attain.sales.RowTarget;
import io.attain.shared.Refused;

/** Runs imports, replays and their undoing: each in one transaction, one after the other. */
@Component
public class FileImport {

    /** Which batch an upload became; or, when the file was seen before, had become. */
    public record Outcome(ImportBatchId batch, boolean seenBefore) {}

    private static final Pattern SOURCE = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private final Batches batches;
    private final StagedRows staged;
    private final DealPromotion deals;
    private final Catalogue catalogue;
    private final Map<FileKind, RowTarget> targets = new EnumMap<>(FileKind.class);
    private final Periods periods;
    private final AuditTrail audit;
    private final CurrentUser currentUser;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ImportLimits limits = ImportLimits.STANDARD;

    FileImport(Batches batches, StagedRows staged, DealPromotion deals, Catalogue catalogue, List<RowTarget> targets,
            Periods periods, AuditTrail audit, CurrentUser currentUser, JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.batches = batches;
        this.staged = staged;
        this.deals = deals;
        this.catalogue = catalogue;
        this.periods = periods;
        this.audit = audit;
        this.currentUser = currentUser;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        for (RowTarget target : targets) {
            if (this.targets.put(target.kind(), target) != null) {
                throw new IllegalStateException("two targets for " + target.kind());
            }
        }
    }

    public Outcome upload(String fileName, InputStream content, String source) {
        if (!SOURCE.matcher(source).matches()) {
            throw new Refused("import-source",
                    "Name the source in lower-case letters, digits and dashes, such as crm.");
        }
        try (SpooledFile file = SpooledFile.of(content, limits)) {
            Outcome outcome = transaction.execute(status -> upload(plainName(fileName), file, source));
            if (outcome == null) {
                throw new IllegalStateException("an upload has an outcome");
            }
            return outcome;
        }
    }

    public List<ImportBatchId> replayAll() {
        return replay(Optional.empty(), Optional.empty());
    }

    public List<ImportBatchId> replay(String field, String value) {
        return replay(Optional.of(field), Optional.of(value));
    }

    public void addProductAlias(String alias, String product) {
        catalogue.addProductAlias(alias, product, actor());
    }

    public void undo(ImportBatchId id) {
        batches.queue();
        ImportReport batch = batches.report(id);
        if (batch.kind() != FileKind.DEALS) {
            throw new Refused("undo-kind",
                    "Only deals can be taken back. Correct " + batch.kind().label().toLowerCase(Locale.ROOT)
                            + " by importing a corrected file.");
        }
        if (batch.state() == ImportReport.State.UNDONE) {
            throw new Refused("undo-twice", "Import " + id + " has been undone already.");
        }
        refuseBuiltUpon(id);
        refuseFrozen(id);
        batches.markUndone(id, actor());
        jdbc.sql("""
				update sales.deal d
				   set revision = (select max(r.revision) from sales.deal_revision r
				                     join sales.import_batch b on b.id = r.batch_id and b.state = 'IMPORTED'
				                    where r.source = d.source and r.external_id = d.external_id)
				 where (d.source, d.external_id) in
				       (select source, external_id from sales.deal_revision where batch_id = :id)
				""").param("id", id.value()).update();
        audit.record("import-undone", new CaseRef("import-batch", id.toString()).toString(),
                Map.of("file", batch.fileName(), "added", batch.added(), "changed", batch.changed()));
    }

    private Outcome upload(String fileName, SpooledFile file, String source) {
        batches.queue();
        try (CsvRows rows = new CsvRows(file, limits)) {
            FileKind kind = rows.kind();
            Optional<ImportBatchId> seen = batches.seen(source, kind, file.sha256());
            if (seen.isPresent()) {
                return new Outcome(seen.get(), true);
            }
            if (!rows.hasNext()) {
                throw new Refused("import-empty", "The file has a header but no rows.");
            }
            ImportBatchId batch = batches.begin(source, fileName, kind, file.sha256(), actor());
            fill(batch, kind, rows);
            staged.rejectDuplicates(batch);
            finish(batch, kind, source);
            return new Outcome(batch, false);
        }
    }

    private List<ImportBatchId> replay(Optional<String> field, Optional<String> value) {
        batches.queue();
        List<ImportBatchId> replays = new ArrayList<>();
        for (long root : batches.rootsWithOpenRows()) {
            List<RawRow> rows = staged.open(root, field, value);
            if (!rows.isEmpty()) {
                ImportReport file = batches.report(new ImportBatchId(root));
                ImportBatchId replay = batches.beginReplay(file, actor());
                fill(replay, file.kind(), rows.iterator());
                staged.rejectDuplicatesOfRoot(replay, root);
                staged.resolveReplayed(root, replay);
                finish(replay, file.kind(), file.source());
                replays.add(replay);
            }
        }
        return replays;
    }

    private void fill(ImportBatchId batch, FileKind kind, Iterator<RawRow> rows) {
        Optional<DealCheck> check = kind == FileKind.DEALS
                ? Optional.of(new DealCheck(catalogue.names(), Imported.CURRENCY))
                : Optional.empty();
        staged.fill(batch, kind, rows, new TextCheck(limits), check);
    }

    private void finish(ImportBatchId batch, FileKind kind, String source) {
        if (kind == FileKind.DEALS) {
            deals.promote(batch);
        } else {
            RowTarget target = targets.get(kind);
            if (target == null) {
                throw new Refused("import-kind", "Files of the kind “" + kind.label() + "” cannot be imported here.");
            }
            staged.apply(batch, source, target);
        }
        staged.settle(batch);
        ImportReport report = batches.report(batch);
        audit.record("imported", new CaseRef("import-batch", batch.toString()).toString(),
                Map.of("file", report.fileName(), "source", source, "kind", kind.name(), "received", report.received(),
                        "added", report.added(), "changed", report.changed(), "unchanged", report.unchanged(),
                        "rejected",
                        report.rejected()));
    }

    private void refuseBuiltUpon(ImportBatchId id) {
        jdbc.sql("""
				select min(b.id) as later from sales.deal_revision mine
				  join sales.deal_revision r on r.source = mine.source and r.external_id = mine.external_id
				                            and r.revision > mine.revision
				  join sales.import_batch b on b.id = r.batch_id and b.state = 'IMPORTED'
				 where mine.batch_id = :id
				having count(*) > 0
				""").param("id", id.value()).query(Long.class).optional().ifPresent(later -> {
            throw new Refused("undo-revised",
                    "Import " + later + " has revised deals of import " + id + ". Undo that one first.");
        });
        jdbc.sql("""
				select min(id) as replay from sales.import_batch
				 where replays = :id and state = 'IMPORTED' and added + changed > 0 having count(*) > 0
				""").param("id", id.value()).query(Long.class).optional().ifPresent(replay -> {
            throw new Refused("undo-replayed",
                    "Rows of import " + id + " came in later as import " + replay + ". Undo that one first.");
        });
    }

    private void refuseFrozen(ImportBatchId id) {
        List<String> touched = jdbc.sql("""
				select distinct r.close_date::text
				  from sales.deal_revision mine
				  join sales.deal_revision r on r.source = mine.source and r.external_id = mine.external_id
				                            and r.revision <= mine.revision
				 where mine.batch_id = :id and r.stage = 'WON'
				""").param("id", id.value()).query(String.class).list();
        List<PeriodId> met = periods.all().stream()
                .filter(period -> touched.stream().map(LocalDate::parse).anyMatch(period.span()::contains))
                .map(Period::id).toList();
        for (PeriodId period : met) {
            PeriodState state = periods.hold(period).state();
            if (state != PeriodState.OPEN) {
                throw new Refused("undo-frozen", "Import " + id + " holds deals of " + period + ", which is "
                        + (state == PeriodState.CLOSING ? "being closed: its inputs are frozen." : "locked.")
                        + " It can no longer be undone.");
            }
        }
    }

    private String actor() {
        return currentUser.find().map(user -> user.id().value()).orElse(AuditTrail.SYSTEM);
    }

    /** The last part of what a browser calls the file, for people to read. */
    private static String plainName(String fileName) {
        String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", "").strip();
        return name.isEmpty() ? "unnamed.csv" : name.length() > 120 ? name.substring(0, 120) : name;
    }
}
