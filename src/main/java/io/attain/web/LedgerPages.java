package io.attain.web;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.attain.ledger.BalanceCheck;
import io.attain.ledger.Ledger;
import io.attain.ledger.PostedEntry;
import io.attain.ledger.RunningBalances;
import io.attain.ledger.TrialBalance;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.shared.Page;

/** The ledger: the trial balance, a period's entries, a participant's balances. */
@Controller
class LedgerPages {

    private static final int ENTRIES = 100;

    private final Ledger ledger;
    private final RunningBalances balances;
    private final Periods periods;
    private final Participants participants;
    private final Scope scope;

    LedgerPages(Ledger ledger, RunningBalances balances, Periods periods, Participants participants, Scope scope) {
        this.ledger = ledger;
        this.balances = balances;
        this.periods = periods;
        this.participants = participants;
        this.scope = scope;
    }

    @GetMapping("/ledger")
    @PreAuthorize(May.READ_EVERYTHING)
    String ledger(@RequestParam(required = false) @Nullable String period, @RequestParam(defaultValue = "0") int page,
            Model model) {
        TrialBalance trial = ledger.trialBalance();
        PeriodId shown = period == null
                ? periods.all().stream().filter(one -> one.state().isFinal()).reduce((first, second) -> second)
                        .map(Period::id).orElseGet(() -> periods.openPeriod().id())
                : Ids.period(period);
        List<PostedEntry> entries = ledger.entriesOf(shown);
        int number = Math.max(0, page);
        int from = (int) Math.min((long) number * ENTRIES, entries.size());
        model.addAttribute("trial", trial);
        model.addAttribute("check", balances.latest().orElse(null));
        model.addAttribute("period", shown);
        model.addAttribute("periods", periods.all());
        model.addAttribute("entries",
                new Page<>(entries.subList(from, Math.min(from + ENTRIES, entries.size())), entries.size(), number,
                        ENTRIES));
        return "ledger/ledger";
    }

    @PostMapping("/ledger/check")
    @PreAuthorize(May.CHECK_LEDGER)
    String check(RedirectAttributes flash) {
        say(balances.check(), flash);
        return "redirect:/ledger";
    }

    @PostMapping("/ledger/rebuild")
    @PreAuthorize(May.CHECK_LEDGER)
    String rebuild(RedirectAttributes flash) {
        say(balances.rebuild(), flash);
        return "redirect:/ledger";
    }

    private static void say(BalanceCheck found, RedirectAttributes flash) {
        flash.addFlashAttribute(Refusals.SAID, found.agrees()
                ? "Checked: all " + found.accounts() + " balances agree with their entries."
                : "Checked: " + found.differing().size() + " balances differ from their entries.");
    }

    @GetMapping("/ledger/{participant}")
    @PreAuthorize(May.WORK_WITH_PAY)
    String account(@PathVariable String participant, Model model) {
        ParticipantId id = Ids.participant(participant);
        scope.requireSight(id);
        model.addAttribute("participant", participants.get(id));
        model.addAttribute("balances", ledger.balances(id));
        model.addAttribute("entries",
                periods.all().stream().flatMap(period -> ledger.entriesOf(id, period.id()).stream()).toList());
        return "ledger/account";
    }
}
