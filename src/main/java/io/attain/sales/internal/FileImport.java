package io.attain.sales.internal;

import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.attain.audit.AuditTrail;
import io.attain.identity.CurrentUser;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.sales.DealsRevised;
import io.attain.sales.EventKey;
import io.attain.sales.FileKind;
import io.attain.sales.ImportBatchId;
import io.attain.sales.ImportReport;
import io.attain.sales.RowProblem;
import io.attain.sales.RowTarget;
import io.attain.sales.RowsRefused;
import io.attain.shared.Refused;
import io.attain.shared.Sha256;

/** Runs imports, replays and their undoing: each in one transaction, one after the other. */
@Component
public class FileImport {

    /** Which batch an upload became; or, when the file was seen before, had become. */
    public record Outcome(ImportBatchId batch, boolean seenBefore) {}

    /** What is revised and can be taken back. */
    private enum Revised {

        DEALS("sales.deal", "sales.deal_revision", "close_date", "r.stage = 'WON'"), EVENTS("sales.event",
                "sales.event_revision", "event_date", "true");

        private final String table;
        private final String revisions;
        private final String date;
        private final String counts;

        Revised(String table, String revisions, String date, String counts) {
            this.table = table;
            this.revisions = revisions;
            this.date = date;
            this.counts = counts;
        }
    }

    private static final int MOST_POSTED = 10_000;
    private static final Pattern SOURCE = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private final Batches batches;
    private final StagedRows staged;
    private final DealPromotion deals;
    private final EventPromotion events;
    private final Catalogue catalogue;
    private final Map<FileKind, RowTarget> targets = new EnumMap<>(FileKind.class);
    private final ObjectProvider<DealsRevised> told;
    private final Periods periods;
    private final AuditTrail audit;
    private final CurrentUser currentUser;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ImportLimits limits = ImportLimits.STANDARD;

    FileImport(Batches batches, StagedRows staged, DealPromotion deals, EventPromotion events,
            Catalogue catalogue, List<RowTarget> targets, ObjectProvider<DealsRevised> told,
            Periods periods, AuditTrail audit, CurrentUser currentUser, JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.batches = batches;
        this.staged = staged;
        this.deals = deals;
        this.events = events;
        this.catalogue = catalogue;
        this.told = told;
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
        refuseUnlessSource(source);
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
        if (batch.kind() != FileKind.DEALS && batch.kind() != FileKind.EVENTS) {
            throw new Refused("undo-kind",
                    "Only deals and events can be taken back. Correct " + batch.kind().label().toLowerCase(Locale.ROOT)
                            + " by importing a corrected file.");
        }
        if (batch.state() == ImportReport.State.UNDONE) {
            throw new Refused("undo-twice", "Import " + id + " has been undone already.");
        }
        Revised revised = batch.kind() == FileKind.DEALS ? Revised.DEALS : Revised.EVENTS;
        refuseBuiltUpon(id, revised);
        refuseFrozen(id, revised);
        batches.markUndone(id, actor());
        jdbc.sql("""
				update %s d
				   set revision = (select max(r.revision) from %s r
				                     join sales.import_batch b on b.id = r.batch_id and b.state = 'IMPORTED'
				                    where r.source = d.source and r.external_id = d.external_id)
				 where (d.source, d.external_id) in
				       (select source, external_id from %s where batch_id = :id)
				""".formatted(revised.table, revised.revisions, revised.revisions)).param("id", id.value()).update();
        audit.record("import-undone", id.caseRef().toString(),
                Map.of("file", batch.fileName(), "added", batch.added(), "changed", batch.changed()));
    }

    /**
     * Takes events that did not come as a file: all of them or none.
     *
     * @throws RowsRefused naming each row and field, when one cannot be taken
     */
    public Outcome post(String source, List<Map<String, String>> events) {
        refuseUnlessSource(source);
        if (events.isEmpty() || events.size() > MOST_POSTED) {
            throw new Refused("form-events", "Send 1 to " + MOST_POSTED + " events at a time.");
        }
        Outcome outcome = transaction.execute(status -> {
            batches.queue();
            Sha256 sha256 = staged.digest(events);
            Optional<ImportBatchId> seen = batches.seen(source, FileKind.EVENTS, sha256);
            if (seen.isPresent()) {
                return new Outcome(seen.get(), true);
            }
            ImportBatchId batch = batches.begin(source, "request", FileKind.EVENTS, sha256, actor());
            List<RawRow> rows = new ArrayList<>();
            for (Map<String, String> event : events) {
                EventColumns.refuseUnlessNames(List.copyOf(event.keySet()));
                Map<String, String> fields = new LinkedHashMap<>(event);
                FileKind.EVENTS.columns().forEach(column -> fields.putIfAbsent(column, ""));
                rows.add(new RawRow(rows.size() + 1, fields));
            }
            fill(batch, FileKind.EVENTS, rows.iterator());
            staged.rejectDuplicates(batch);
            finish(batch, FileKind.EVENTS, source);
            if (batches.report(batch).rejected() > 0) {
                throw new RowsRefused(batches.problems(batch, 0).items().stream()
                        .filter(problem -> problem.severity() == RowProblem.Severity.REJECTED).toList());
            }
            return new Outcome(batch, false);
        });
        if (outcome == null) {
            throw new IllegalStateException("events that were posted have an outcome");
        }
        return outcome;
    }

    private static void refuseUnlessSource(String source) {
        if (!SOURCE.matcher(source).matches()) {
            throw new Refused("import-source",
                    "Name the source in lower-case letters, digits and dashes, such as crm.");
        }
    }

    private Outcome upload(String fileName, SpooledFile file, String source) {
        batches.queue();
        try (CsvRows rows = new CsvRows(file, limits)) {
            FileKind kind = rows.kind();
            Optional<ImportBatchId> seen = batches.seen(source, kind, file.sha256())
                    .filter(batch -> Optional.ofNullable(targets.get(kind))
                            .map(target -> target.standsFor(batch)).orElse(true));
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
        Optional<Function<RowCheck, Optional<StagedSale>>> judge = switch (kind) {
            case DEALS -> Optional.of(new DealCheck(catalogue.names(), Imported.CURRENCY)::check);
            case EVENTS -> Optional.of(new EventCheck(catalogue.names(), Imported.CURRENCY)::check);
            case ACCOUNTS, PRODUCTS, TEAMS, PEOPLE, QUOTAS, RATES, ASSIGNMENTS, SPLITS, OVERLAYS, FX_RATES,
                    RESPONSIBILITIES,
                    TERRITORIES ->
                Optional.empty();
        };
        staged.fill(batch, kind, rows, new TextCheck(limits), judge);
    }

    private void finish(ImportBatchId batch, FileKind kind, String source) {
        if (kind == FileKind.DEALS) {
            deals.promote(batch);
            Set<EventKey> revised = deals.revised(batch);
            told.orderedStream().forEach(one -> one.revised(revised));
        } else if (kind == FileKind.EVENTS) {
            events.promote(batch);
        } else {
            RowTarget target = targets.get(kind);
            if (target == null) {
                throw new Refused("import-kind", "Files of the kind “" + kind.label() + "” cannot be imported here.");
            }
            staged.apply(batch, source, target);
            target.finished(batch);
        }
        staged.settle(batch);
        ImportReport report = batches.report(batch);
        audit.record("imported", batch.caseRef().toString(),
                Map.of("file", report.fileName(), "source", source, "kind", kind.name(), "received", report.received(),
                        "added", report.added(), "changed", report.changed(), "unchanged", report.unchanged(),
                        "rejected",
                        report.rejected()));
    }

    private void refuseBuiltUpon(ImportBatchId id, Revised revised) {
        jdbc.sql("""
				select min(b.id) as later from %s mine
				  join %s r on r.source = mine.source and r.external_id = mine.external_id
				                            and r.revision > mine.revision
				  join sales.import_batch b on b.id = r.batch_id and b.state = 'IMPORTED'
				 where mine.batch_id = :id
				having count(*) > 0
				""".formatted(revised.revisions, revised.revisions)).param("id", id.value()).query(Long.class)
                .optional().ifPresent(later -> {
                    throw new Refused("undo-revised",
                            "Import " + later + " has revised rows of import " + id + ". Undo that one first.");
                });
        jdbc.sql("""
				select min(id) as replay from sales.import_batch
				 where replays = :id and state = 'IMPORTED' and added + changed > 0 having count(*) > 0
				""").param("id", id.value()).query(Long.class).optional().ifPresent(replay -> {
            throw new Refused("undo-replayed",
                    "Rows of import " + id + " came in later as import " + replay + ". Undo that one first.");
        });
    }

    private void refuseFrozen(ImportBatchId id, Revised revised) {
        List<String> touched = jdbc.sql("""
				select distinct r.%s::text
				  from %s mine
				  join %s r on r.source = mine.source and r.external_id = mine.external_id
				                            and r.revision <= mine.revision
				 where mine.batch_id = :id and %s
				""".formatted(revised.date, revised.revisions, revised.revisions, revised.counts))
                .param("id", id.value()).query(String.class).list();
        List<PeriodId> met = periods.all().stream()
                .filter(period -> touched.stream().map(LocalDate::parse).anyMatch(period.span()::contains))
                .map(Period::id).toList();
        for (PeriodId period : met) {
            PeriodState state = periods.hold(period).state();
            if (state != PeriodState.OPEN) {
                throw new Refused("undo-frozen", "Import " + id + " holds sales of " + period + ", which is "
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
