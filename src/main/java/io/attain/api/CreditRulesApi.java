package io.attain.api;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;

import io.attain.crediting.RuleSets;
import io.attain.crediting.rule.CreditRules;
import io.attain.shared.Refused;

/** Who is credited with what, by the day from which it counts. */
@RestController
@RequestMapping("/api/v1")
class CreditRulesApi {

    private final RuleSets ruleSets;

    CreditRulesApi(RuleSets ruleSets) {
        this.ruleSets = ruleSets;
    }

    /** @param from none for the rules that count until others take over */
    record DatedJson(Optional<LocalDate> from, @JsonRawValue String rules) {}

    /** @param state proposed until a second person has approved it */
    record ProposedJson(int number, LocalDate from, String state, @JsonRawValue String rules) {}

    record NewRulesJson(Optional<LocalDate> from, Optional<JsonNode> rules) {}

    @GetMapping("/credit-rules")
    @PreAuthorize("hasAnyRole('comp-admin', 'finance', 'finance-director', 'auditor')")
    List<DatedJson> rules() {
        return ruleSets.all().stream().map(dated -> new DatedJson(
                Optional.of(dated.from()).filter(from -> !from.equals(LocalDate.MIN)), dated.rules().toJson()))
                .toList();
    }

    @PostMapping("/credit-rules")
    @PreAuthorize("hasRole('comp-admin')")
    @ResponseStatus(HttpStatus.CREATED)
    ProposedJson put(@RequestBody NewRulesJson body) {
        LocalDate from = body.from().orElseThrow(() -> new Refused("form-from", "Say from which day the rules count."));
        CreditRules rules = CreditRules.fromJson(
                body.rules().orElseThrow(() -> new Refused("form-rules", "Send the rules.")).toString());
        int number = ruleSets.put(new RuleSets.Dated(from, rules));
        return new ProposedJson(number, from, ruleSets.get(number).state().name().toLowerCase(Locale.ROOT),
                rules.toJson());
    }
}
