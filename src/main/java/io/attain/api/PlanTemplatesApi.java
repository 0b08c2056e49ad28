package io.attain.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import com.fasterxml.jackson.annotation.JsonRawValue;

import io.attain.plan.PlanTemplate;
import io.attain.plan.PlanTemplates;
import io.attain.plan.language.PlanWriter;
import io.attain.plan.language.Text;

/** Plans to begin with. */
@RestController
@RequestMapping("/api/v1/plan-templates")
@PreAuthorize("hasAnyRole('comp-admin', 'finance', 'finance-director', 'auditor')")
class PlanTemplatesApi {

    private final PlanTemplates templates;

    PlanTemplatesApi(PlanTemplates templates) {
        this.templates = templates;
    }

    /**
     * @param name        by language
     * @param description by language
     * @param components  their names by language
     */
    record TemplateJson(String id, Map<String, String> name, Map<String, String> description,
            List<Map<String, String>> components) {}

    /** @param definition in the plan language */
    record WholeTemplateJson(String id, Map<String, String> name, Map<String, String> description,
            @JsonRawValue String definition) {}

    @GetMapping
    List<TemplateJson> list() {
        return templates.list().stream().map(template -> new TemplateJson(template.id(), byLanguage(template.name()),
                byLanguage(template.description()), template.definition().components().stream()
                        .map(component -> byLanguage(component.name())).toList()))
                .toList();
    }

    @GetMapping("/{id}")
    WholeTemplateJson get(@PathVariable String id) {
        PlanTemplate template = templates.find(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return new WholeTemplateJson(template.id(), byLanguage(template.name()), byLanguage(template.description()),
                PlanWriter.canonical(template.definition()));
    }

    private static Map<String, String> byLanguage(Text text) {
        return text.translations().isEmpty() ? Map.of("en", text.value()) : new TreeMap<>(text.translations());
    }
}
