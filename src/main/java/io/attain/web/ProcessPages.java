package io.attain.web;

import java.util.List;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

import io.attain.audit.CaseRef;
import io.attain.workflow.history.ProcessPictures;

/** The processes as pictures, and the way one case took through them. Pictures say nothing about amounts. */
@Controller
class ProcessPages {

    private static final String LOOK_ON = "hasAnyRole('comp-admin', 'finance', 'finance-director', 'auditor', 'admin')";

    private final ProcessPictures pictures;

    ProcessPages(ProcessPictures pictures) {
        this.pictures = pictures;
    }

    @GetMapping("/processes")
    @PreAuthorize(LOOK_ON)
    String processes(Model model) {
        model.addAttribute("diagrams", pictures.diagrams());
        return "processes/processes";
    }

    @GetMapping("/processes/{key}")
    @PreAuthorize(LOOK_ON)
    String process(@PathVariable String key, Model model) {
        model.addAttribute("picture", pictures.diagram(key).map(DrawnPicture::of).orElseThrow(Ids::missing));
        return "processes/process";
    }

    @GetMapping("/processes/{type}/{*id}")
    @PreAuthorize("hasAnyRole('comp-admin', 'finance', 'finance-director', 'auditor')")
    String way(@PathVariable String type, @PathVariable String id, Model model) {
        String plain = id.startsWith("/") ? id.substring(1) : id;
        if (type.isBlank() || plain.isBlank()) {
            throw Ids.missing();
        }
        CaseRef subject = new CaseRef(type, plain);
        List<DrawnPicture> ways = pictures.all(subject).stream().map(DrawnPicture::of).toList();
        if (ways.isEmpty()) {
            throw Ids.missing();
        }
        model.addAttribute("subject", subject);
        model.addAttribute("ways", ways);
        return "processes/way";
    }
}
