package io.attain.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import io.attain.participant.ParticipantId;
import io.attain.payout.ExportFile;
import io.attain.payout.ExportKind;
import io.attain.payout.KeptBack;
import io.attain.payout.Outcome;
import io.attain.payout.OutcomeReport;
import io.attain.payout.PaymentOutcomes;
import io.attain.payout.PayoutBatch;
import io.attain.payout.PayoutBatchId;
import io.attain.payout.PayoutBatches;
import io.attain.payout.PayoutExports;
import io.attain.payout.PayoutLine;
import io.attain.period.Period;
import io.attain.period.Periods;
import io.attain.shared.Refused;

/** Payout batches, their lines and their files. */
@RestController
@RequestMapping("/api/v1/payouts")
class PayoutsApi {

    private static final String READ = "hasAnyRole('comp-admin', 'finance', 'finance-director', 'auditor')";
    private static final String PAY_OUT = "hasAnyRole('finance', 'finance-director')";

    private final PayoutBatches batches;
    private final PayoutExports exports;
    private final PaymentOutcomes outcomes;
    private final Periods periods;

    PayoutsApi(PayoutBatches batches, PayoutExports exports, PaymentOutcomes outcomes, Periods periods) {
        this.batches = batches;
        this.exports = exports;
        this.outcomes = outcomes;
        this.periods = periods;
    }

    record BatchJson(long id, String period, String state, int lineCount, List<Amount> totals, String digest,
            Optional<Instant> releasedAt) {}

    record LineJson(String participant, String name, String employeeNumber, String legalEntity, String costCentre,
            LocalDate payDate, boolean finalSettlement, Amount amount) {}

    record KeptJson(String participant, String kind, String reason, Amount amount) {}

    record FileJson(String kind, String variant, String name, int bytes, String sha256, String madeWith,
            Instant writtenAt) {}

    record WholeBatchJson(BatchJson batch, List<LineJson> lines, List<KeptJson> keptBack, List<FileJson> files) {}

    @GetMapping
    @PreAuthorize(READ)
    List<BatchJson> all() {
        return periods.all().stream().map(Period::id).map(batches::ofPeriod).flatMap(List::stream)
                .map(PayoutsApi::json).toList();
    }

    @GetMapping("/{id}")
    @PreAuthorize(READ)
    WholeBatchJson one(@PathVariable long id) {
        PayoutBatch batch = find(id);
        return new WholeBatchJson(json(batch), batches.lines(batch.id()).stream().map(PayoutsApi::json).toList(),
                batches.keptBack(batch.id()).stream().map(PayoutsApi::json).toList(),
                exports.files(batch.id()).stream().map(PayoutsApi::json).toList());
    }

    @GetMapping("/{id}/files/{kind}/{variant}")
    @PreAuthorize(READ)
    ResponseEntity<byte[]> file(@PathVariable long id, @PathVariable String kind, @PathVariable String variant) {
        ExportFile file = Arrays.stream(ExportKind.values()).filter(one -> one.key().equals(kind)).findFirst()
                .flatMap(one -> exports.file(find(id).id(), one, variant))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(file.kind().mediaType()))
                .eTag(file.sha256().hex())
                .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment()
                        .filename(file.name(), StandardCharsets.UTF_8).build().toString())
                .body(file.bytes());
    }

    /** Writes what is not written yet; sent again it answers the same files. */
    @PostMapping("/{id}/files")
    @PreAuthorize(PAY_OUT)
    List<FileJson> write(@PathVariable long id) {
        return exports.write(find(id).id()).stream().map(PayoutsApi::json).toList();
    }

    record OutcomeJson(String participant, String outcome, String cause, String source, Instant recordedAt) {}

    record ReportJson(@Nullable String participant, Outcome.@Nullable Kind outcome, @Nullable String cause) {}

    record BackJson(@Nullable String participant, @Nullable String reason) {}

    @GetMapping("/{id}/outcomes")
    @PreAuthorize(READ)
    List<OutcomeJson> outcomes(@PathVariable long id) {
        return outcomes.of(find(id).id()).stream().map(PayoutsApi::json).toList();
    }

    /** Confirmations and bounces, all of them or none; sent again they change nothing. */
    @PostMapping("/{id}/outcomes")
    @PreAuthorize(PAY_OUT)
    List<OutcomeJson> record(@PathVariable long id, @RequestBody List<ReportJson> reports) {
        PayoutBatch batch = find(id);
        List<OutcomeReport> all = new ArrayList<>();
        for (ReportJson report : reports) {
            if (report.outcome() == null) {
                throw new Refused("outcome-row",
                        "Report %d needs an outcome, CONFIRMED or BOUNCED.".formatted(all.size() + 1));
            }
            all.add(new OutcomeReport(participant(report.participant(), "Report " + (all.size() + 1)),
                    report.outcome(), report.cause() == null ? "" : report.cause()));
        }
        return outcomes.record(batch.id(), all).stream().map(PayoutsApi::json).toList();
    }

    /**
     * The same as a file of payroll or the bank sends it, CSV or pain.002: all of it or nothing; sent again it changes
     * nothing.
     */
    @PostMapping(path = "/{id}/outcomes/file", consumes = { "text/csv", MediaType.APPLICATION_XML_VALUE })
    @PreAuthorize(PAY_OUT)
    List<OutcomeJson> take(@PathVariable long id, @RequestParam(defaultValue = "sent by API") String name,
            @RequestBody byte[] file) {
        return outcomes.take(find(id).id(), name, file).stream().map(PayoutsApi::json).toList();
    }

    /** Sends one line of a prepared batch back. */
    @PostMapping("/{id}/send-back")
    @PreAuthorize(PAY_OUT)
    BatchJson sendBack(@PathVariable long id, @RequestBody BackJson line) {
        return json(batches.sendBack(find(id).id(), participant(line.participant(), "The line"),
                line.reason() == null ? "" : line.reason()));
    }

    private static ParticipantId participant(@Nullable String id, String what) {
        if (id == null || id.isBlank()) {
            throw new Refused("payout-participant", what + " needs a participant.");
        }
        return new ParticipantId(id);
    }

    private static OutcomeJson json(Outcome outcome) {
        return new OutcomeJson(outcome.participant().value(), outcome.kind().name(), outcome.cause(), outcome.source(),
                outcome.recordedAt());
    }

    private PayoutBatch find(long id) {
        return batches.find(new PayoutBatchId(id))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static BatchJson json(PayoutBatch batch) {
        return new BatchJson(batch.id().value(), batch.period().value(), batch.state().name(), batch.lineCount(),
                batch.totals().stream().map(Amount::of).toList(), batch.digest().hex(), batch.releasedAt());
    }

    private static KeptJson json(KeptBack kept) {
        return new KeptJson(kept.line().participant().value(), kept.kind().name(), kept.reason(),
                Amount.of(kept.line().amount()));
    }

    private static LineJson json(PayoutLine line) {
        return new LineJson(line.participant().value(), line.name(), line.employeeNumber(), line.legalEntity(),
                line.costCentre(), line.payDate(), line.finalSettlement(),
                Amount.of(line.amount()));
    }

    private static FileJson json(ExportFile file) {
        return new FileJson(file.kind().key(), file.variant(), file.name(), file.size(), file.sha256().hex(),
                file.madeWith(), file.writtenAt());
    }
}
