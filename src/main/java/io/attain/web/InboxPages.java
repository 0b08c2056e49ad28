package io.attain.web;

import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.attain.identity.CurrentUser;
import io.attain.shared.Refused;
import io.attain.workflow.history.ProcessPictures;
import io.attain.workflow.inbox.Inbox;
import io.attain.workflow.inbox.TaskView;

/** The inbox and its tasks. The inbox itself knows who may see and decide what; nothing here widens it. */
@Controller
class InboxPages {

    /** What the page puts before the names of form fields, so that nothing else in the post is taken for one. */
    static final String FIELD = "field.";

    private final Inbox inbox;
    private final ProcessPictures pictures;
    private final CurrentUser current;
    private final ObjectMapper json;

    InboxPages(Inbox inbox, ProcessPictures pictures, CurrentUser current, ObjectMapper json) {
        this.inbox = inbox;
        this.pictures = pictures;
        this.current = current;
        this.json = json;
    }

    @GetMapping("/inbox")
    @PreAuthorize(May.HAVE_TASKS)
    String inbox(Model model) {
        model.addAttribute("tasks", inbox.tasks());
        model.addAttribute("me", current.get().id());
        return "inbox/inbox";
    }

    @GetMapping("/tasks/{id}")
    @PreAuthorize(May.HAVE_TASKS)
    String task(@PathVariable String id, Model model) throws JsonProcessingException {
        return show(id, Map.of(), model);
    }

    @PostMapping("/tasks/{id}")
    @PreAuthorize(May.HAVE_TASKS)
    String complete(@PathVariable String id, @RequestParam Map<String, String> posted, Model model,
            RedirectAttributes flash, HttpServletResponse response) throws JsonProcessingException {
        Map<String, String> values = fields(posted);
        TaskView task = inbox.get(id);
        try {
            inbox.complete(id, values);
        } catch (Refused refused) {
            if (!refused.code().startsWith("form-")) {
                throw refused;
            }
            model.addAttribute(Refusals.REFUSED, refused.getMessage());
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return show(id, values, model);
        }
        flash.addFlashAttribute(Refusals.SAID, "Done: " + task.title() + ".");
        return "redirect:/inbox";
    }

    @PostMapping("/tasks/{id}/claim")
    @PreAuthorize(May.HAVE_TASKS)
    String claim(@PathVariable String id) {
        inbox.claim(id);
        return "redirect:/tasks/" + id;
    }

    @PostMapping("/tasks/{id}/unclaim")
    @PreAuthorize(May.HAVE_TASKS)
    String unclaim(@PathVariable String id) {
        inbox.unclaim(id);
        return "redirect:/tasks/" + id;
    }

    private String show(String id, Map<String, String> entered, Model model) throws JsonProcessingException {
        TaskView task = inbox.get(id);
        Map<String, Object> values = new LinkedHashMap<>(task.formInitial());
        values.putAll(entered);
        model.addAttribute("task", task);
        model.addAttribute("values", json.writeValueAsString(values));
        model.addAttribute("mine", task.assignee().filter(current.get().id()::equals).isPresent());
        model.addAttribute("picture", pictures.picture(task.subject()).map(DrawnPicture::of).orElse(null));
        return "inbox/task";
    }

    static Map<String, String> fields(Map<String, String> posted) {
        Map<String, String> fields = new LinkedHashMap<>();
        posted.forEach((name, value) -> {
            if (name.startsWith(FIELD)) {
                fields.put(name.substring(FIELD.length()), value);
            }
        });
        return fields;
    }
}
