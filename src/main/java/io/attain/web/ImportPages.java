package io.attain.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.attain.participant.QuotaProposals;
import io.attain.sales.AliasKind;
import io.attain.sales.FileKind;
import io.attain.sales.ImportBatchId;
import io.attain.sales.ImportReport;
import io.attain.sales.Imports;
import io.attain.sales.ReplayReport;
import io.attain.shared.Refused;

/** Files that came in, what became of their rows, and how rejected rows are repaired. */
@Controller
class ImportPages {

    private final Imports imports;
    private final QuotaProposals quotas;

    ImportPages(Imports imports, QuotaProposals quotas) {
        this.imports = imports;
        this.quotas = quotas;
    }

    @GetMapping("/imports")
    @PreAuthorize(May.READ_EVERYTHING)
    String imports(@RequestParam(defaultValue = "0") int page, Model model) {
        model.addAttribute("batches", imports.batches(Math.max(0, page)));
        model.addAttribute("kinds", FileKind.values());
        model.addAttribute("aliases", imports.aliases());
        return "imports/imports";
    }

    @PostMapping("/imports")
    @PreAuthorize(May.IMPORT)
    String upload(@RequestParam("file") MultipartFile file, @RequestParam(defaultValue = "crm") String source,
            RedirectAttributes flash) throws IOException {
        if (file.isEmpty()) {
            throw new Refused("import-empty", "Choose a file first; the one you sent is empty.");
        }
        String name = Optional.ofNullable(file.getOriginalFilename()).filter(text -> !text.isBlank())
                .orElse("upload.csv");
        try (InputStream content = file.getInputStream()) {
            ImportReport report = imports.upload(name, content, source.strip());
            if (report.seenBefore()) {
                flash.addFlashAttribute(Refusals.SAID, "This very file was imported before. Nothing changed.");
            }
            return "redirect:/imports/" + report.batchId().value();
        }
    }

    @GetMapping("/imports/{id}")
    @PreAuthorize(May.READ_EVERYTHING)
    String batch(@PathVariable long id, @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "0") int changes, Model model) {
        ImportBatchId batch = new ImportBatchId(id);
        model.addAttribute("report", imports.report(batch));
        model.addAttribute("problems", imports.problems(batch, Math.max(0, page)));
        model.addAttribute("changes", imports.changes(batch, Math.max(0, changes)));
        model.addAttribute("products", imports.products());
        model.addAttribute("proposal", quotas.from(batch.caseRef()).orElse(null));
        return "imports/batch";
    }

    @PostMapping("/imports/aliases")
    @PreAuthorize(May.IMPORT)
    String alias(@RequestParam AliasKind kind, @RequestParam String alias, @RequestParam String canonical,
            RedirectAttributes flash) {
        ReplayReport replay = imports.addAlias(kind, alias.strip(), canonical.strip());
        flash.addFlashAttribute(Refusals.SAID,
                "“" + alias.strip() + "” is “" + canonical.strip() + "” from now on. " + inWords(replay));
        return "redirect:" + whereTo(replay);
    }

    @PostMapping("/imports/replay")
    @PreAuthorize(May.IMPORT)
    String replay(RedirectAttributes flash) {
        ReplayReport replay = imports.replayRejected();
        flash.addFlashAttribute(Refusals.SAID, inWords(replay));
        return "redirect:" + whereTo(replay);
    }

    private static String inWords(ReplayReport replay) {
        return replay.received() == 0
                ? "No rejected row waited for it."
                : replay.received() + " rejected rows were tried again; " + replay.repaired() + " came in, "
                        + replay.stillRejected() + " are still rejected.";
    }

    private static String whereTo(ReplayReport replay) {
        return replay.batches().size() == 1 ? "/imports/" + replay.batches().getFirst().batchId().value() : "/imports";
    }

    @PostMapping("/imports/{id}/undo")
    @PreAuthorize(May.IMPORT)
    String undo(@PathVariable long id, RedirectAttributes flash) {
        imports.undo(new ImportBatchId(id));
        flash.addFlashAttribute(Refusals.SAID, "The import is undone. Its rows stay on record and count no more.");
        return "redirect:/imports/" + id;
    }
}
