package io.attain.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.attain.audit.Approvals;
import io.attain.evidence.EvidencePacks;
import io.attain.identity.CurrentUser;
import io.attain.payout.ExportFile;
import io.attain.payout.ExportKind;
import io.attain.payout.Outcome;
import io.attain.payout.OutcomeReport;
import io.attain.payout.PaymentOutcomes;
import io.attain.payout.PayoutBatch;
import io.attain.payout.PayoutBatchId;
import io.attain.payout.PayoutBatches;
import io.attain.payout.PayoutExports;
import io.attain.payout.PayoutState;
import io.attain.period.Periods;
import io.attain.shared.Refused;
import io.attain.workflow.history.ProcessPictures;
import io.attain.workflow.payout.PayoutSigners;

/** Payouts and their payroll files. Signing is a task of the inbox. */
@Controller
class PayoutPages {

    private final PayoutBatches batches;
    private final PayoutExports exports;
    private final PaymentOutcomes outcomes;
    private final CurrentUser current;
    private final Periods periods;
    private final Approvals approvals;
    private final PayoutSigners signers;
    private final ProcessPictures pictures;
    private final EvidencePacks evidence;

    PayoutPages(PayoutBatches batches, PayoutExports exports, PaymentOutcomes outcomes, CurrentUser current,
            Periods periods, Approvals approvals, PayoutSigners signers, ProcessPictures pictures,
            EvidencePacks evidence) {
        this.signers = signers;
        this.batches = batches;
        this.exports = exports;
        this.outcomes = outcomes;
        this.current = current;
        this.periods = periods;
        this.approvals = approvals;
        this.pictures = pictures;
        this.evidence = evidence;
    }

    @GetMapping("/payouts")
    @PreAuthorize(May.READ_EVERYTHING)
    String payouts(Model model) {
        List<PayoutBatch> all = periods.all().stream().sorted((a, b) -> b.span().compareTo(a.span()))
                .map(period -> batches.ofPeriod(period.id())).flatMap(List::stream).toList();
        model.addAttribute("batches", all);
        return "payouts/payouts";
    }

    @GetMapping("/payouts/{id}")
    @PreAuthorize(May.READ_EVERYTHING)
    String payout(@PathVariable long id, Model model) {
        PayoutBatch batch = find(id);
        model.addAttribute("batch", batch);
        model.addAttribute("lines", batches.lines(batch.id()));
        model.addAttribute("keptBack", batches.keptBack(batch.id()));
        model.addAttribute("outcomes", outcomes.of(batch.id()));
        model.addAttribute("awaited", outcomes.awaited(batch.id()));
        model.addAttribute("signing", batch.state() == PayoutState.PREPARED
                && !batch.preparedBy().equals(current.get().id()));
        model.addAttribute("files", exports.files(batch.id()));
        model.addAttribute("findings", exports.findings(batch.id()));
        model.addAttribute("evidence", evidence.find(batch.id()).orElse(null));
        model.addAttribute("approvals", approvals.of(batch.caseRef()));
        model.addAttribute("wanted", signers.wanted(batch).orElse(null));
        model.addAttribute("ways", pictures.all(batch.caseRef()).stream().map(DrawnPicture::of).toList());
        return "payouts/payout";
    }

    @PostMapping("/payouts/{id}/send-back")
    @PreAuthorize(May.PAY_OUT)
    String sendBack(@PathVariable long id, @RequestParam(defaultValue = "") String participant,
            @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        batches.sendBack(find(id).id(), Ids.participant(participant), reason);
        flash.addFlashAttribute(Refusals.SAID,
                "The line is sent back. The rest goes on; it comes back in the next payout.");
        return "redirect:/payouts/" + id;
    }

    @PostMapping("/payouts/{id}/outcomes")
    @PreAuthorize(May.PAY_OUT)
    String outcome(@PathVariable long id, @RequestParam(defaultValue = "") String participant,
            @RequestParam(defaultValue = "CONFIRMED") Outcome.Kind outcome,
            @RequestParam(defaultValue = "") String cause, RedirectAttributes flash) {
        outcomes.record(find(id).id(), List.of(new OutcomeReport(Ids.participant(participant), outcome, cause)));
        flash.addFlashAttribute(Refusals.SAID, outcome == Outcome.Kind.CONFIRMED
                ? "The payment is confirmed."
                : "The payment is payable again; the next payout pays it.");
        return "redirect:/payouts/" + id;
    }

    @PostMapping("/payouts/{id}/outcomes/all")
    @PreAuthorize(May.PAY_OUT)
    String confirmAll(@PathVariable long id, RedirectAttributes flash) {
        outcomes.confirmAll(find(id).id());
        flash.addFlashAttribute(Refusals.SAID, "Every payment without an outcome is confirmed.");
        return "redirect:/payouts/" + id;
    }

    @PostMapping("/payouts/{id}/outcomes/file")
    @PreAuthorize(May.PAY_OUT)
    String takeOutcomes(@PathVariable long id, @RequestParam(required = false) @Nullable MultipartFile file,
            RedirectAttributes flash) throws IOException {
        if (file == null || file.isEmpty()) {
            throw new Refused("outcome-file", "Choose the file that payroll or the bank has sent.");
        }
        String name = file.getOriginalFilename();
        outcomes.take(find(id).id(), name == null ? "file" : name, file.getBytes());
        flash.addFlashAttribute(Refusals.SAID, "The file is taken.");
        return "redirect:/payouts/" + id;
    }

    @GetMapping("/payouts/{id}/file")
    @PreAuthorize(May.READ_EVERYTHING)
    ResponseEntity<byte[]> file(@PathVariable long id) {
        return download(batches.file(find(id).id()).orElseThrow(Ids::missing));
    }

    @GetMapping("/payouts/{id}/files/{kind}/{variant}")
    @PreAuthorize(May.READ_EVERYTHING)
    ResponseEntity<byte[]> file(@PathVariable long id, @PathVariable String kind, @PathVariable String variant) {
        return download(exports.file(find(id).id(), kind(kind), variant).orElseThrow(Ids::missing));
    }

    @PostMapping("/payouts/{id}/files")
    @PreAuthorize(May.PAY_OUT)
    String write(@PathVariable long id, RedirectAttributes flash) {
        exports.write(find(id).id());
        flash.addFlashAttribute(Refusals.SAID, "The files are written and kept; they will not change.");
        return "redirect:/payouts/" + id;
    }

    @PostMapping("/payouts/{id}/files/{kind}/{variant}/again")
    @PreAuthorize(May.PAY_OUT)
    String again(@PathVariable long id, @PathVariable String kind, @PathVariable String variant,
            RedirectAttributes flash) {
        ExportFile file = exports.again(find(id).id(), kind(kind), variant);
        flash.addFlashAttribute(Refusals.SAID, file.name() + " was made again: the same bytes, the same SHA-256.");
        return "redirect:/payouts/" + id;
    }

    private static ExportKind kind(String key) {
        return Arrays.stream(ExportKind.values()).filter(kind -> kind.key().equals(key)).findFirst()
                .orElseThrow(Ids::missing);
    }

    static ResponseEntity<byte[]> download(ExportFile file) {
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(file.kind().mediaType()))
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(file.name(), StandardCharsets.UTF_8).build()
                                .toString())
                .header("Repr-Digest", "sha-256=:" + Base64.getEncoder().encodeToString(file.sha256().bytes()) + ":")
                .body(file.bytes());
    }

    private PayoutBatch find(long id) {
        return batches.find(new PayoutBatchId(id)).orElseThrow(Ids::missing);
    }
}
