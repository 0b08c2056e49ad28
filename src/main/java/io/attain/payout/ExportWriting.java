package io.attain.payout;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.AuditTrail;
import io.attain.identity.UserId;
import io.attain.shared.Finding;
import io.attain.shared.Money;
import io.attain.shared.Refused;

/** Writes files, each method within one transaction's view of the data. */
@Component
class ExportWriting {

    /** The variant of kinds of which a batch has one file. */
    static final String ALL = "all";

    private static final List<ExportKind> ON_DEMAND = List.of(ExportKind.WORKBOOK, ExportKind.JOURNAL,
            ExportKind.STATEMENTS);

    private final PayoutBatches batches;
    private final Payments payments;
    private final PayrollFiles payroll;
    private final PayrollProviders providers;
    private final Journal journal;
    private final StatementPrints statements;
    private final DirectPayments direct;
    private final ExportFiles files;
    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ExportWriting(PayoutBatches batches, Payments payments, PayrollFiles payroll, PayrollProviders providers,
            Journal journal, StatementPrints statements, DirectPayments direct, ExportFiles files, JdbcClient jdbc,
            AuditTrail audit, ApplicationEventPublisher events, Clock clock) {
        this.batches = batches;
        this.payments = payments;
        this.payroll = payroll;
        this.providers = providers;
        this.journal = journal;
        this.statements = statements;
        this.direct = direct;
        this.files = files;
        this.jdbc = jdbc;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(isolation = Isolation.REPEATABLE_READ)
    public List<ExportFile> missing(PayoutBatchId id, UserId by) {
        PayoutBatch batch = released(id);
        List<Payment> paid = payments.of(id);
        requireSameAsLedger(batch, paid);
        int before = files.of(id).size();
        for (ExportKind kind : ON_DEMAND) {
            if (files.find(id, kind, ALL).isEmpty()) {
                if (kind == ExportKind.JOURNAL) {
                    journal.take(id);
                }
                store(batch, new ExportFile(kind, ALL, name(batch, kind), made(batch, kind, paid), "batch", by,
                        clock.instant()));
            }
        }
        String next = Long.toString(1 + files.of(id).stream()
                .filter(file -> file.kind() == ExportKind.CREDIT_TRANSFER).count());
        if (direct.order(batch, paid, next)) {
            store(batch, new ExportFile(ExportKind.CREDIT_TRANSFER, next,
                    "pain.001-%s-batch-%s-%s.xml".formatted(batch.period().value().toLowerCase(Locale.ROOT), id, next),
                    direct.xml(batch, paid, next), "bank details of the pay date", by, clock.instant()));
        }
        List<ExportFile> all = files.of(id);
        if (all.size() > before) {
            events.publishEvent(new FilesWritten(id));
        }
        return all;
    }

    /** What keeps payments of a released batch out of the bank's order. */
    @Transactional(readOnly = true)
    public List<Finding> findings(PayoutBatchId id) {
        PayoutBatch batch = batches.get(id);
        return batch.releasedAt().isEmpty() ? List.of() : direct.findings(batch, payments.of(id));
    }

    private void store(PayoutBatch batch, ExportFile file) {
        files.insert(batch.id(), file);
        audit.record("payout.file-written", batch.caseRef().toString(),
                Map.of("file", file.name(), "sha256", file.sha256().hex()));
    }

    private byte[] made(PayoutBatch batch, ExportKind kind, List<Payment> paid) {
        return switch (kind) {
            case WORKBOOK -> PayoutWorkbook.of(batch, paid);
            case JOURNAL -> journal.of(batch.id());
            case STATEMENTS -> statements.zipOf(batch);
            case PAYROLL, CREDIT_TRANSFER -> throw new IllegalArgumentException(kind + " is written otherwise");
        };
    }

    @Transactional(isolation = Isolation.REPEATABLE_READ, readOnly = true)
    public ExportFile again(PayoutBatchId id, ExportKind kind, String variant) {
        PayoutBatch batch = released(id);
        ExportFile stored = files.find(id, kind, variant).orElseThrow(() -> new Refused("payout-file-unknown",
                "Payout batch %s has no such file yet.".formatted(id)));
        List<Payment> paid = payments.of(id);
        byte[] bytes;
        if (kind == ExportKind.PAYROLL) {
            PayrollFiles.Draft draft = payroll.of(batch, paid).stream()
                    .filter(one -> Objects.equals(one.variant(), variant)).findFirst().orElseThrow();
            if (!draft.madeWith().equals(stored.madeWith())) {
                throw new Refused("payout-file-differs",
                        "%s was written with %s of %s; in force is %s. The stored file stays as it is."
                                .formatted(stored.name(), stored.madeWith(), providers.get(variant).name(),
                                        draft.madeWith()));
            }
            bytes = draft.bytes();
        } else if (kind == ExportKind.CREDIT_TRANSFER) {
            bytes = direct.xml(batch, paid, variant);
        } else {
            bytes = made(batch, kind, paid);
        }
        ExportFile fresh = new ExportFile(kind, variant, stored.name(), bytes, stored.madeWith(), stored.writtenBy(),
                stored.writtenAt());
        if (!fresh.sha256().equals(stored.sha256())) {
            throw new Refused("payout-file-differs",
                    ("%s would come out differently now, because names, cost centres, accounts or bank details have changed since it"
                            + " was written. The stored file stays as it is.").formatted(stored.name()));
        }
        return stored;
    }

    private PayoutBatch released(PayoutBatchId id) {
        PayoutBatch batch = batches.get(id);
        if (batch.releasedAt().isEmpty()) {
            throw new Refused("payout-not-released",
                    "Payout batch %s is not released yet; its files are written from what was paid.".formatted(id));
        }
        return batch;
    }

    /** What the ledger paid under this batch is what its lines say, in every currency. */
    private void requireSameAsLedger(PayoutBatch batch, List<Payment> paid) {
        Map<String, Long> lines = new TreeMap<>();
        paid.forEach(payment -> lines.merge(payment.line().amount().currency().getCurrencyCode(),
                payment.line().amount().minor(), Math::addExact));
        Map<String, Long> posted = new TreeMap<>();
        jdbc.sql("""
                select e.currency, sum(e.amount_minor)::bigint as amount
                from ledger.transfer t join ledger.entry e on e.transfer_id = t.id
                where t.idempotency_key in (
                    select 'paid:' || p.period_id || ':' || p.batch_id || ':' || p.participant_id
                    from payout.payment p where p.batch_id = :batch)
                  and e.account_type = 'PAYABLE'
                group by e.currency
                """).param("batch", batch.id().value())
                .query(rs -> {
                    posted.put(rs.getString("currency"), rs.getLong("amount"));
                });
        if (!lines.equals(posted)) {
            throw new Refused("payout-ledger", "The lines of payout batch %s and the ledger differ; no file is written."
                    .formatted(batch.id()));
        }
        if (!lines.equals(minors(batch.totals()))) {
            throw new IllegalStateException("the totals of payout batch " + batch.id() + " are not those of its lines");
        }
    }

    private static Map<String, Long> minors(List<Money> totals) {
        Map<String, Long> minors = new TreeMap<>();
        totals.forEach(total -> minors.put(total.currency().getCurrencyCode(), total.minor()));
        return minors;
    }

    private static String name(PayoutBatch batch, ExportKind kind) {
        String base = switch (kind) {
            case WORKBOOK -> "payout-%s-batch-%s.xlsx";
            case JOURNAL -> "journal-%s-batch-%s.csv";
            case STATEMENTS -> "statements-%s-batch-%s.zip";
            case PAYROLL, CREDIT_TRANSFER -> throw new IllegalArgumentException(kind + " is named otherwise");
        };
        return base.formatted(batch.period().value().toLowerCase(Locale.ROOT), batch.id());
    }
}
