package io.attain.web;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

import io.attain.audit.Approvals;
import io.attain.payout.ExportFile;
import io.attain.payout.PayoutBatch;
import io.attain.payout.PayoutBatchId;
import io.attain.payout.PayoutBatches;
import io.attain.period.Periods;
import io.attain.workflow.history.ProcessPictures;

/** Payouts and their payroll files. Signing is a task of the inbox. */
@Controller
class PayoutPages {

    private final PayoutBatches batches;
    private final Periods periods;
    private final Approvals approvals;
    private final ProcessPictures pictures;

    PayoutPages(PayoutBatches batches, Periods periods, Approvals approvals, ProcessPictures pictures) {
        this.batches = batches;
        this.periods = periods;
        this.approvals = approvals;
        this.pictures = pictures;
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
        model.addAttribute("file", batches.file(batch.id()).orElse(null));
        model.addAttribute("approvals", approvals.of(batch.caseRef()));
        model.addAttribute("picture", pictures.picture(batch.caseRef()).map(DrawnPicture::of).orElse(null));
        return "payouts/payout";
    }

    @GetMapping("/payouts/{id}/file")
    @PreAuthorize(May.READ_EVERYTHING)
    ResponseEntity<byte[]> file(@PathVariable long id) {
        ExportFile file = batches.file(find(id).id()).orElseThrow(Ids::missing);
        return ResponseEntity.ok().contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(file.name(), StandardCharsets.UTF_8).build()
                                .toString())
                .body(file.bytes());
    }

    private PayoutBatch find(long id) {
        return batches.find(new PayoutBatchId(id)).orElseThrow(Ids::missing);
    }
}
