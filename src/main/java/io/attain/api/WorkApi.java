package io.attain.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

import io.attain.sales.ImportReport;
import io.attain.sales.Imports;
import io.attain.workflow.inbox.Fact;
import io.attain.workflow.inbox.Inbox;
import io.attain.workflow.inbox.TaskView;

/** The caller's inbox, and files sent in. */
@RestController
@RequestMapping("/api/v1")
class WorkApi {

    private final Inbox inbox;
    private final Imports imports;

    WorkApi(Inbox inbox, Imports imports) {
        this.inbox = inbox;
        this.imports = imports;
    }

    record TaskJson(String id, String key, String title, String subjectType, String subjectId, String form,
            List<Fact> facts, Instant created, Optional<Instant> due, Optional<String> withheld) {}

    record ImportJson(long id, String kind, boolean seenBefore, int received, int added, int changed, int unchanged,
            int rejected, int warned) {}

    @GetMapping("/inbox")
    @PreAuthorize("hasAnyRole('rep', 'manager', 'comp-admin', 'finance', 'finance-director')")
    List<TaskJson> inbox() {
        return inbox.tasks().stream().map(WorkApi::json).toList();
    }

    @GetMapping("/inbox/{task}")
    @PreAuthorize("hasAnyRole('rep', 'manager', 'comp-admin', 'finance', 'finance-director')")
    TaskJson task(@PathVariable String task) {
        return json(inbox.get(task));
    }

    /** Decides a task; the body holds the fields of its form, and nothing else is taken. */
    @PostMapping("/inbox/{task}")
    @PreAuthorize("hasAnyRole('rep', 'manager', 'comp-admin', 'finance', 'finance-director')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void complete(@PathVariable String task, @RequestBody Map<String, String> fields) {
        inbox.complete(task, fields);
    }

    @PostMapping("/imports")
    @PreAuthorize("hasRole('comp-admin')")
    @ResponseStatus(HttpStatus.CREATED)
    ImportJson upload(@RequestParam("file") MultipartFile file, @RequestParam(defaultValue = "crm") String source)
            throws IOException {
        String name = Optional.ofNullable(file.getOriginalFilename()).filter(text -> !text.isBlank())
                .orElse("upload.csv");
        try (InputStream content = file.getInputStream()) {
            ImportReport report = imports.upload(name, content, source);
            return new ImportJson(report.batchId().value(), report.kind().name(), report.seenBefore(),
                    report.received(), report.added(), report.changed(), report.unchanged(), report.rejected(),
                    report.warned());
        }
    }

    private static TaskJson json(TaskView task) {
        return new TaskJson(task.id(), task.key(), task.title(), task.subject().type(), task.subject().id(),
                task.formKey(), task.facts(), task.created(), task.due(), task.withheld());
    }
}
