package io.attain.web;

import java.util.List;
import java.util.OptionalLong;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import io.attain.audit.AuditEntry;
import io.attain.audit.AuditTrail;
import io.attain.shared.Page;

/** The audit trail, and whether its chain of digests is whole. */
@Controller
class AuditPage {

    private static final int SIZE = 100;

    private final AuditTrail trail;

    AuditPage(AuditTrail trail) {
        this.trail = trail;
    }

    @GetMapping("/audit")
    @PreAuthorize(May.READ_EVERYTHING)
    String audit(@RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "") String subject,
            Model model) {
        OptionalLong broken = trail.firstBroken();
        Page<AuditEntry> entries;
        if (subject.isBlank()) {
            entries = trail.latest(Math.max(0, page), SIZE);
        } else {
            List<AuditEntry> about = trail.entriesAbout(subject.strip());
            entries = new Page<>(about, about.size(), 0, Math.max(SIZE, about.size()));
        }
        model.addAttribute("entries", entries);
        model.addAttribute("subject", subject);
        model.addAttribute("broken", broken.isPresent() ? broken.getAsLong() : null);
        return "audit/audit";
    }
}
