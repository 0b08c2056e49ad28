package io.attain.web;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

import io.attain.evidence.EvidencePack;
import io.attain.evidence.EvidencePacks;
import io.attain.payout.PayoutBatchId;

/** Evidence packs, for whoever audits. */
@Controller
class EvidencePages {

    private final EvidencePacks packs;

    EvidencePages(EvidencePacks packs) {
        this.packs = packs;
    }

    @GetMapping("/payouts/{id}/evidence")
    @PreAuthorize(May.READ_EVERYTHING)
    ResponseEntity<byte[]> pack(@PathVariable long id, @RequestParam(required = false) @Nullable Integer edition) {
        PayoutBatchId batch = new PayoutBatchId(id);
        EvidencePack pack = (edition == null ? packs.find(batch) : packs.find(batch, edition))
                .orElseThrow(Ids::missing);
        return ResponseEntity.ok().contentType(new MediaType("application", "zip"))
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(pack.name(), StandardCharsets.UTF_8).build()
                                .toString())
                .body(pack.bytes());
    }
}
