package io.attain.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

import io.attain.calculation.Corrections;
import io.attain.calculation.InputChange;
import io.attain.calculation.PendingCorrections;
import io.attain.calculation.PriorPeriodLine;
import io.attain.calculation.Run;
import io.attain.calculation.Runs;
import io.attain.participant.ParticipantId;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.shared.Money;

/** What a close pays and takes for locked periods: as its run froze it, else as it would be if it were frozen now. */
@Controller
class LateDataPages {

    private final Corrections corrections;
    private final Runs runs;
    private final Periods periods;

    LateDataPages(Corrections corrections, Runs runs, Periods periods) {
        this.corrections = corrections;
        this.runs = runs;
        this.periods = periods;
    }

    /** A cause and what it comes to, in the currency of pay. */
    record Cause(PeriodId period, String text, long people, Map<String, Money> amounts) {}

    @GetMapping("/close/{period}/late")
    @PreAuthorize(May.READ_EVERYTHING)
    String late(@PathVariable String period, Model model) {
        Period shown = periods.find(Ids.period(period)).orElseThrow(Ids::missing);
        Optional<Run> frozen = runs.current(shown.id());
        PendingCorrections pending = frozen
                .map(run -> new PendingCorrections(corrections.of(run.id()), corrections.changesOf(run.id()), Map.of()))
                .orElseGet(() -> corrections.pending(shown.id()));
        model.addAttribute("period", shown);
        model.addAttribute("frozen", frozen.isPresent());
        model.addAttribute("corrections", pending.lines());
        model.addAttribute("causes", causes(pending));
        model.addAttribute("waiting", pending.waiting());
        return "close/late";
    }

    private static List<Cause> causes(PendingCorrections pending) {
        record Key(PeriodId period, String text) {}
        Map<Key, List<ParticipantId>> people = new LinkedHashMap<>();
        Map<Key, Map<String, Money>> amounts = new LinkedHashMap<>();
        for (InputChange change : pending.changes()) {
            people.computeIfAbsent(new Key(change.period(), change.cause()), key -> new ArrayList<>())
                    .add(change.participant());
        }
        for (PriorPeriodLine line : pending.lines()) {
            Key key = new Key(line.period(), line.cause());
            people.computeIfAbsent(key, other -> new ArrayList<>()).add(line.participant());
            amounts.computeIfAbsent(key, other -> new LinkedHashMap<>())
                    .merge(line.amount().currency().getCurrencyCode(), line.amount(), Money::plus);
        }
        List<Cause> causes = new ArrayList<>();
        people.forEach((key, who) -> causes.add(new Cause(key.period(), key.text(), who.stream().distinct().count(),
                amounts.getOrDefault(key, Map.of()))));
        return causes;
    }
}
