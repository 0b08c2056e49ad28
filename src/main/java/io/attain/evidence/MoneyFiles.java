package io.attain.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.attain.ledger.Ledger;
import io.attain.ledger.PostedEntry;
import io.attain.participant.ParticipantId;
import io.attain.payable.Exchange;
import io.attain.payout.ExportFile;
import io.attain.payout.KeptBack;
import io.attain.payout.PayoutBatch;
import io.attain.payout.PayoutBatchId;
import io.attain.payout.PayoutBatches;
import io.attain.payout.PayoutExports;
import io.attain.payout.PayoutLine;
import io.attain.statement.StatementTotals;
import io.attain.statement.Statements;

/** What a batch pays, what the statements said, what the ledger moved for it, and the files that went out. */
@Component
class MoneyFiles {

    static final String PAYOUT = "payout.jsonl";
    static final String STATEMENTS = "statements.jsonl";
    static final String LEDGER = "ledger.jsonl";
    static final String TOTALS = "totals.jsonl";
    static final String EXPORTS = "exports.jsonl";
    static final String EXPORT_FOLDER = "exports/";

    private final PayoutBatches payouts;
    private final PayoutExports exports;
    private final Statements statements;
    private final Ledger ledger;

    MoneyFiles(PayoutBatches payouts, PayoutExports exports, Statements statements, Ledger ledger) {
        this.payouts = payouts;
        this.exports = exports;
        this.statements = statements;
        this.ledger = ledger;
    }

    void write(PayoutBatch batch, Map<String, byte[]> files) {
        files.put(PAYOUT, payout(payouts.allLines(batch.id()), payouts.keptBack(batch.id()).stream()
                .collect(Collectors.toMap(kept -> kept.line().participant(), KeptBack::why))));
        files.put(STATEMENTS, statements(statements.totalsOf(batch.period()),
                statements.exchangesOf(batch.period())));
        List<PostedEntry> entries = ledger.entriesOf(batch.period());
        files.put(LEDGER, ledger(entries));
        files.put(TOTALS, totals(entries));
        writeExports(batch.id(), files);
    }

    /** The files that went out so far, in place of those that had before. */
    void writeExports(PayoutBatchId batch, Map<String, byte[]> files) {
        files.keySet().removeIf(name -> name.startsWith(EXPORT_FOLDER));
        JsonLines written = new JsonLines();
        for (ExportFile file : exports.files(batch)) {
            files.put(EXPORT_FOLDER + file.name(), file.bytes());
            written.add(JsonLines.object().put("file", file.name()).put("kind", file.kind().key())
                    .put("variant", file.variant()).put("sha256", file.sha256().hex())
                    .put("made_with", file.madeWith()).put("written_by", file.writtenBy().value())
                    .put("written", file.writtenAt().toString()));
        }
        files.put(EXPORTS, written.bytes());
    }

    /** Lines that wait for the next payout say why. */
    private static byte[] payout(List<PayoutLine> payout, Map<ParticipantId, KeptBack.Why> keptBack) {
        JsonLines lines = new JsonLines();
        payout.forEach(line -> {
            ObjectNode node = JsonLines.object().put("participant", line.participant().value())
                    .put("name", line.name()).put("employee_number", line.employeeNumber())
                    .put("legal_entity", line.legalEntity()).put("cost_centre", line.costCentre())
                    .put("pay_date", line.payDate().toString())
                    .put("currency", line.amount().currency().getCurrencyCode())
                    .put("amount_minor", line.amount().minor());
            if (line.finalSettlement()) {
                node.put("final_settlement", true);
            }
            Optional.ofNullable(keptBack.get(line.participant())).ifPresent(
                    why -> node.put("kept_back", why.kind().name()).put("kept_back_because", why.reason()));
            lines.add(node);
        });
        return lines.bytes();
    }

    private static byte[] statements(List<StatementTotals> published, Map<ParticipantId, List<Exchange>> exchanges) {
        JsonLines lines = new JsonLines();
        published.forEach(one -> {
            ObjectNode node = JsonLines.object().put("participant", one.participant().value())
                    .put("run", one.run().value().toString())
                    .put("currency", one.payable().currency().getCurrencyCode())
                    .put("earned_minor", one.earned().minor()).put("adjustments_minor", one.adjustments().minor())
                    .put("carried_minor", one.carried().minor()).put("deferred_minor", one.deferred().minor())
                    .put("draw_minor", one.draw().minor()).put("held_minor", one.held().minor())
                    .put("payable_minor", one.payable().minor()).put("payout_minor", one.payout().minor());
            Optional.ofNullable(exchanges.get(one.participant())).ifPresent(
                    own -> own.forEach(ArchivedExchange.writer(node.putArray("exchanges"))));
            lines.add(node);
        });
        return lines.bytes();
    }

    /** One line a transfer; debits are positive. */
    private static byte[] ledger(List<PostedEntry> entries) {
        TreeMap<String, List<PostedEntry>> transfers = new TreeMap<>();
        entries.forEach(
                entry -> transfers.computeIfAbsent(entry.idempotencyKey(), key -> new ArrayList<>()).add(entry));
        JsonLines lines = new JsonLines();
        transfers.forEach((key, own) -> {
            PostedEntry first = own.getFirst();
            ObjectNode node = JsonLines.object().put("key", key).put("kind", first.kind().name())
                    .put("effective", first.effectiveOn().toString()).put("posted", first.postedAt().toString())
                    .put("posted_by", first.postedBy());
            first.cause().ifPresent(cause -> node.put("cause", cause));
            first.memo().ifPresent(memo -> node.put("memo", memo));
            ArrayNode sides = node.putArray("entries");
            own.forEach(entry -> {
                ObjectNode side = sides.addObject().put("account", entry.account().type().name());
                entry.account().participant().ifPresent(who -> side.put("participant", who.value()));
                side.put("currency", entry.amount().currency().getCurrencyCode())
                        .put("debit_minor", entry.amount().minor());
            });
            lines.add(node);
        });
        return lines.bytes();
    }

    /** What the period moved in the ledger by kind of transfer and account: earned, held, payable, paid and the rest. */
    private static byte[] totals(List<PostedEntry> entries) {
        record Total(String kind, String account, String currency) {}
        Map<Total, Long> sums = new TreeMap<>(Comparator.comparing(Total::kind)
                .thenComparing(Total::account).thenComparing(Total::currency));
        entries.forEach(entry -> sums.merge(new Total(entry.kind().name(), entry.account().type().name(),
                entry.amount().currency().getCurrencyCode()), entry.amount().minor(), Math::addExact));
        JsonLines lines = new JsonLines();
        sums.forEach((total, minor) -> lines.add(JsonLines.object().put("kind", total.kind())
                .put("account", total.account()).put("currency", total.currency()).put("debit_minor", minor)));
        return lines.bytes();
    }
}
