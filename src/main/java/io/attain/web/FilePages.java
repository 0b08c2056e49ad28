package io.attain.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.attain.attachment.AttachmentId;
import io.attain.attachment.Attachments;
import io.attain.audit.CaseRef;

/** Files of cases: adding one on the page of the case, and fetching it. A file is never shown as a page of ours. */
@Controller
class FilePages {

    private static final Map<String, String> PAGES = Map.of("dispute", "/disputes/", "split-request",
            "/split-requests/");

    private final Attachments attachments;

    FilePages(Attachments attachments) {
        this.attachments = attachments;
    }

    @PostMapping("/files/{type}/{id}")
    @PreAuthorize(May.WORK_WITH_PAY)
    String attach(@PathVariable String type, @PathVariable String id, @RequestParam("file") MultipartFile file,
            RedirectAttributes flash) throws IOException {
        String page = Optional.ofNullable(PAGES.get(type)).orElseThrow(Ids::missing);
        try (InputStream content = file.getInputStream()) {
            String name = attachments.attach(new CaseRef(type, id),
                    Optional.ofNullable(file.getOriginalFilename()).orElse(""), content).name();
            flash.addFlashAttribute(Refusals.SAID, name + " is attached.");
        }
        return "redirect:" + page + id;
    }

    @GetMapping("/files/{type}/{id}/{file}")
    @PreAuthorize(May.WORK_WITH_PAY)
    ResponseEntity<byte[]> download(@PathVariable String type, @PathVariable String id, @PathVariable long file) {
        return Downloads.answer(attachments.download(new CaseRef(type, id), new AttachmentId(file)));
    }
}
