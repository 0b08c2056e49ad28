package io.attain.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

import org.springframework.format.annotation.DateTimeFormat;
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

import io.attain.crediting.RuleSet;
import io.attain.crediting.RuleSets;
import io.attain.crediting.rule.CreditRules;
import io.attain.crediting.rule.RuleSentences;
import io.attain.period.Period;
import io.attain.period.Periods;
import io.attain.shared.Refused;

/** Who is credited with what: the rules that count, those that were proposed, and a form for new ones. */
@Controller
class CreditRulePages {

    private final RuleSets ruleSets;
    private final Periods periods;
    private final ObjectMapper json;

    CreditRulePages(RuleSets ruleSets, Periods periods, ObjectMapper json) {
        this.ruleSets = ruleSets;
        this.periods = periods;
        this.json = json;
    }

    /** Rules that count, from a day until the next ones take over. */
    record Counting(LocalDate from, boolean always, List<String> sentences) {}

    @GetMapping("/credit-rules")
    @PreAuthorize(May.READ_EVERYTHING)
    String rules(Locale reader, Model model) {
        model.addAttribute("counting", ruleSets.all().reversed().stream().map(dated -> new Counting(dated.from(),
                dated.from().equals(LocalDate.MIN), RuleSentences.of(dated.rules(), reader))).toList());
        model.addAttribute("proposals", ruleSets.proposals());
        return "crediting/rules";
    }

    @GetMapping("/credit-rules/{number}")
    @PreAuthorize(May.READ_EVERYTHING)
    String rules(@PathVariable int number, Locale reader, Model model) {
        RuleSet set = ruleSets.get(number);
        model.addAttribute("set", set);
        model.addAttribute("sentences", RuleSentences.of(set.rules(), reader));
        model.addAttribute("source", indented(set.rules()));
        return "crediting/rule-set";
    }

    @GetMapping("/credit-rules/new")
    @PreAuthorize(May.PROPOSE_CREDIT_RULES)
    String draft(Model model) {
        model.addAttribute("source", indented(ruleSets.all().getLast().rules()));
        model.addAttribute("from", periods.findOpenPeriod().map(Period::span).map(span -> span.from()).orElse(null));
        model.addAttribute("sentences", List.of());
        return "crediting/draft";
    }

    /** Keeps what was written when it cannot be read. */
    @PostMapping("/credit-rules")
    @PreAuthorize(May.PROPOSE_CREDIT_RULES)
    String propose(@RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam String source, @RequestParam(defaultValue = "propose") String action, Locale reader,
            Model model, RedirectAttributes flash) {
        model.addAttribute("source", source);
        model.addAttribute("from", from);
        model.addAttribute("sentences", List.of());
        try {
            CreditRules rules = CreditRules.fromJson(source);
            if (action.equals("check")) {
                RuleSets.check(rules);
                model.addAttribute("sentences", RuleSentences.of(rules, reader));
                return "crediting/draft";
            }
            int number = ruleSets.put(new RuleSets.Dated(from, rules));
            flash.addFlashAttribute(Refusals.SAID, "Credit rules " + number
                    + " are proposed. They count once someone else has approved them in the inbox.");
            return "redirect:/credit-rules/" + number;
        } catch (Refused refused) {
            model.addAttribute(Refusals.REFUSED, refused.getMessage());
            return "crediting/draft";
        }
    }

    private String indented(CreditRules rules) {
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(json.readTree(rules.toJson()));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("rules that were written cannot be read", broken);
        }
    }
}
