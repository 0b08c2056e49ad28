package io.attain.web;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

import io.attain.participant.QuotaProposal;
import io.attain.participant.QuotaProposalId;
import io.attain.participant.QuotaProposals;
import io.attain.participant.Quotas;

/** Quotas that were corrected, and those of settled periods that somebody wants otherwise, with both names. */
@Controller
class QuotaCorrectionPages {

    private final QuotaProposals proposals;
    private final Quotas quotas;

    QuotaCorrectionPages(QuotaProposals proposals, Quotas quotas) {
        this.proposals = proposals;
        this.quotas = quotas;
    }

    @GetMapping("/quota-corrections")
    @PreAuthorize(May.READ_EVERYTHING)
    String all(Model model) {
        model.addAttribute("proposals", proposals.all());
        model.addAttribute("corrections", quotas.corrections());
        return "quotas/corrections";
    }

    @GetMapping("/quota-corrections/{id}")
    @PreAuthorize(May.READ_EVERYTHING)
    String one(@PathVariable long id, Model model) {
        QuotaProposal proposal = proposals.get(new QuotaProposalId(id));
        model.addAttribute("proposal", proposal);
        return "quotas/correction";
    }
}
