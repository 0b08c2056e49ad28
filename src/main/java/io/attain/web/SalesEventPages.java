package io.attain.web;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

import io.attain.crediting.Credit;
import io.attain.crediting.Credits;
import io.attain.crediting.RuleSets;
import io.attain.crediting.UncreditedEvent;
import io.attain.crediting.rule.CreditRule;
import io.attain.crediting.rule.Missed;
import io.attain.crediting.rule.RuleSentences;
import io.attain.period.Period;
import io.attain.period.Periods;
import io.attain.sales.Deals;
import io.attain.sales.EventKey;
import io.attain.sales.EventKind;
import io.attain.sales.SalesEvent;
import io.attain.sales.SalesEvents;
import io.attain.shared.DateRange;

/** Sales events of every kind, who is credited with them and why, and those that nobody is credited with. */
@Controller
class SalesEventPages {

    private final SalesEvents events;
    private final Deals deals;
    private final Credits credits;
    private final RuleSets ruleSets;
    private final Periods periods;

    SalesEventPages(SalesEvents events, Deals deals, Credits credits, RuleSets ruleSets, Periods periods) {
        this.events = events;
        this.deals = deals;
        this.credits = credits;
        this.ruleSets = ruleSets;
        this.periods = periods;
    }

    /** @param why the rule in words */
    record Given(Credit credit, String why) {}

    /** @param rule empty where no rule was asked */
    record Reason(String rule, String sentence, String remedy) {}

    record Uncredited(SalesEvent event, List<Reason> reasons) {}

    @GetMapping("/sales-events")
    @PreAuthorize(May.READ_EVERYTHING)
    String events(@RequestParam(defaultValue = "") String text, @RequestParam(defaultValue = "") String kind,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to,
            @RequestParam(defaultValue = "0") int page, Model model) {
        Optional<EventKind> wanted = List.of(EventKind.values()).stream().filter(one -> one.key().equals(kind))
                .findFirst();
        model.addAttribute("events", events.search(new SalesEvents.Wanted(text, wanted, Optional.ofNullable(from),
                Optional.ofNullable(to).map(last -> last.plusDays(1))), Math.max(0, page)));
        model.addAttribute("kinds", EventKind.values());
        model.addAttribute("text", text);
        model.addAttribute("kind", kind);
        model.addAttribute("from", from);
        model.addAttribute("to", to);
        return "crediting/events";
    }

    @GetMapping("/sales-events/{source}/{id}")
    @PreAuthorize(May.READ_EVERYTHING)
    String event(@PathVariable String source, @PathVariable String id, Locale reader, Model model) {
        EventKey key = Ids.deal(source, id);
        SalesEvent event = deals.eventOf(key).orElseThrow(Ids::missing);
        List<Credit> current = credits.currentOf(key);
        model.addAttribute("event", event);
        model.addAttribute("followers", deals.with(List.of(key)).stream()
                .filter(other -> !other.key().equals(key)).toList());
        model.addAttribute("credits", current.stream().map(credit -> new Given(credit, why(credit, reader))).toList());
        model.addAttribute("older", credits.ofEvent(key).size() - current.size());
        DateRange day = new DateRange(event.eventDate(), event.eventDate().plusDays(1));
        model.addAttribute("reasons", current.isEmpty()
                ? credits.whyUncredited(day).stream().filter(one -> one.event().key().equals(key))
                        .flatMap(one -> one.missed().stream()).map(missed -> reason(missed, reader)).toList()
                : List.of());
        return "crediting/event";
    }

    @GetMapping("/uncredited")
    @PreAuthorize(May.READ_EVERYTHING)
    String uncredited(@RequestParam(required = false) @Nullable String period, Locale reader, Model model) {
        Period shown = period == null ? periods.openPeriod() : periods.get(Ids.period(period));
        List<UncreditedEvent> found = credits.whyUncredited(shown.span());
        model.addAttribute("period", shown);
        model.addAttribute("periods", periods.all());
        model.addAttribute("events", found.stream().map(one -> new Uncredited(one.event(),
                one.missed().stream().map(missed -> reason(missed, reader)).toList())).toList());
        return "crediting/uncredited";
    }

    private static Reason reason(Missed missed, Locale reader) {
        return new Reason(missed.rule(), missed.sentence(reader), missed.remedy(reader));
    }

    /** The rule as it was on the day of the event; a split and a roll-up are no rules of the set. */
    private String why(Credit credit, Locale reader) {
        Map<String, CreditRule> known = new HashMap<>();
        ruleSets.all().stream().filter(dated -> !dated.from().isAfter(credit.eventDate())).reduce((a, b) -> b)
                .ifPresent(dated -> dated.rules().rules().forEach(rule -> known.put(rule.id(), rule)));
        boolean chinese = reader.getLanguage().equals(Locale.CHINESE.getLanguage());
        if (credit.origin().isPresent() && credit.kind() != EventKind.BOOKING) {
            String original = credit.origin().get().event().externalId();
            return chinese ? "随 %s 的归属。".formatted(original) : "As %s is credited.".formatted(original);
        }
        return switch (credit.rule()) {
            case "split" -> chinese
                    ? "按约定的分成，第 %d 版。".formatted(credit.splitVersion())
                    : "By the agreed split, version %d.".formatted(credit.splitVersion());
            case "rollup" -> chinese ? "下属的业绩。" : "Credited to people below.";
            default -> Optional.ofNullable(known.get(credit.rule())).map(rule -> RuleSentences.of(rule, reader))
                    .orElse(credit.rule());
        };
    }
}
