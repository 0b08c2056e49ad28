package io.attain.workflow.quota;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.identity.Users;
import io.attain.participant.ProposedQuota;
import io.attain.participant.QuotaProposal;
import io.attain.participant.QuotaProposals;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.inbox.Fact;
import io.attain.workflow.inbox.FormValues;
import io.attain.workflow.inbox.TaskStep;

/** A second person lets quotas of settled periods change. The participant module records the approval itself. */
@Component
class ApproveQuotaCorrectionStep implements TaskStep {

    /** More are read on the page of the correction. */
    private static final int MOST_SHOWN = 50;

    private final QuotaProposals proposals;
    private final Users users;

    ApproveQuotaCorrectionStep(QuotaProposals proposals, Users users) {
        this.proposals = proposals;
        this.users = users;
    }

    @Override
    public String taskKey() {
        return QuotaCorrectionModel.APPROVE_QUOTA_CORRECTION;
    }

    @Override
    public String title(GuardedTask task) {
        List<ProposedQuota> rows = proposal(task).rows();
        return rows.size() == 1
                ? "Approve the corrected quota of " + rows.getFirst().person()
                : "Approve " + rows.size() + " corrected quotas of settled periods";
    }

    @Override
    public List<Fact> facts(GuardedTask task) {
        QuotaProposal proposal = proposal(task);
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Asked for by", users.nameOf(proposal.proposedBy())));
        proposal.rows().stream().limit(MOST_SHOWN).map(ApproveQuotaCorrectionStep::fact).forEach(facts::add);
        int more = proposal.rows().size() - MOST_SHOWN;
        if (more > 0) {
            facts.add(new Fact("And " + more + " more", "All rows are on the page of the correction."));
        }
        facts.add(new Fact("What follows", "The next close pays or takes back the difference, naming both of you."));
        return facts;
    }

    @Override
    public String link(GuardedTask task) {
        return "/quota-corrections/" + proposal(task).id();
    }

    @Override
    public Optional<Approving> decide(GuardedTask task, FormValues values) {
        QuotaProposal proposal = proposal(task);
        if (values.decision().equals("approve")) {
            proposals.approve(proposal.id());
        } else {
            proposals.reject(proposal.id(), values.reason().orElse(""));
        }
        return Optional.empty();
    }

    private static Fact fact(ProposedQuota one) {
        return new Fact(one.person() + ", " + one.quota().measure(),
                "%s to %s: %s → %s, meets %s".formatted(one.quota().window().from(), one.quota().window().lastDay(),
                        one.before().map(Fact::inWords).orElse("none"),
                        Fact.inWords(one.quota().amount()), one.meets()));
    }

    private QuotaProposal proposal(GuardedTask task) {
        return proposals.get(QuotaCorrectionModel.id(task.subject()));
    }
}
