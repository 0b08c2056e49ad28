package io.attain.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import io.attain.calculation.Explanation;
import io.attain.calculation.explanation.Fact;
import io.attain.calculation.explanation.FactFields;
import io.attain.calculation.explanation.Sentences;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.statement.LineExplanations;
import io.attain.web.Scope;

/** Why a line of a statement is what it is: every step as data and in a sentence, in English and Chinese. */
@RestController
@RequestMapping("/api/v1")
class ExplanationsApi {

    private final LineExplanations explanations;
    private final Scope scope;

    ExplanationsApi(LineExplanations explanations, Scope scope) {
        this.explanations = explanations;
        this.scope = scope;
    }

    record ExplanationJson(String participant, String period, int line, String component, String planVersion,
            Amount amount, List<Map<String, Object>> steps) {}

    @GetMapping("/statements/{participant}/{period}/lines/{line}/explanation")
    @PreAuthorize("hasAnyRole('rep', 'manager', 'comp-admin', 'finance', 'finance-director', 'auditor')")
    ExplanationJson explain(@PathVariable String participant, @PathVariable String period, @PathVariable int line) {
        ParticipantId id = new ParticipantId(participant);
        scope.requireSight(id);
        Explanation explanation = explanations.explain(id, new PeriodId(period), line)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return new ExplanationJson(participant, period, line, explanation.line().component(),
                explanation.line().planVersion().toString(), Amount.of(explanation.line().amount()),
                explanation.facts().stream().map(fact -> step(fact, explanation)).toList());
    }

    private static Map<String, Object> step(Fact fact, Explanation explanation) {
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("kind", fact.kind());
        step.putAll(FactFields.of(fact));
        Map<String, String> sentences = new LinkedHashMap<>();
        for (Locale language : Sentences.LANGUAGES) {
            sentences.put(language.getLanguage(),
                    Sentences.of(fact, explanation.line().amount().currency(), language));
        }
        step.put("sentences", sentences);
        return step;
    }
}
