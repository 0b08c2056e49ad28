package io.attain.web;

import java.math.BigDecimal;
import java.util.List;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.attain.ledger.Adjustment;
import io.attain.ledger.AdjustmentDraft;
import io.attain.ledger.AdjustmentId;
import io.attain.ledger.Adjustments;
import io.attain.participant.Participant;
import io.attain.participant.Participants;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.shared.Money;
import io.attain.shared.Refused;

/** Manual adjustments: proposed here with a reason, decided by someone else in the inbox. */
@Controller
class AdjustmentPages {

    private final Adjustments adjustments;
    private final Participants participants;
    private final Periods periods;

    AdjustmentPages(Adjustments adjustments, Participants participants, Periods periods) {
        this.adjustments = adjustments;
        this.participants = participants;
        this.periods = periods;
    }

    @GetMapping("/adjustments")
    @PreAuthorize(May.READ_EVERYTHING)
    String adjustments(Model model) {
        List<Adjustment> all = periods.all().stream().sorted((a, b) -> b.span().compareTo(a.span())).map(Period::id)
                .map(adjustments::ofPeriod).flatMap(List::stream).toList();
        model.addAttribute("adjustments", all);
        model.addAttribute("people", participants.all());
        model.addAttribute("open", periods.openPeriods());
        return "adjustments/adjustments";
    }

    @PostMapping("/adjustments")
    @PreAuthorize(May.ADJUST)
    String propose(@RequestParam String participant, @RequestParam String period, @RequestParam String amount,
            @RequestParam String reason, RedirectAttributes flash) {
        Participant paid = participants.get(Ids.participant(participant));
        PeriodId into = Ids.period(period);
        AdjustmentId id = adjustments.propose(new AdjustmentDraft(paid.id(), into, money(amount, paid), reason));
        flash.addFlashAttribute(Refusals.SAID,
                "Adjustment " + id + " is proposed. It counts once someone else has approved it.");
        return "redirect:/adjustments";
    }

    private static Money money(String amount, Participant paid) {
        try {
            return Money.of(new BigDecimal(amount.strip().replace(",", "")), paid.currency());
        } catch (NumberFormatException | ArithmeticException notMoney) {
            throw new Refused("adjustment-amount",
                    "Write the amount as a number with at most " + paid.currency().getDefaultFractionDigits()
                            + " decimals, for instance -120.50.");
        }
    }
}
