package io.attain.workflow.creditrules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.crediting.RuleSet;
import io.attain.crediting.RuleSets;
import io.attain.crediting.rule.RuleSentences;
import io.attain.identity.UserId;
import io.attain.identity.Users;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.inbox.Fact;
import io.attain.workflow.inbox.FormValues;
import io.attain.workflow.inbox.TaskStep;

/** A second person lets credit rules count. Crediting records the approval itself. */
@Component
class ApproveCreditRulesStep implements TaskStep {

    private final RuleSets ruleSets;
    private final Users users;

    ApproveCreditRulesStep(RuleSets ruleSets, Users users) {
        this.ruleSets = ruleSets;
        this.users = users;
    }

    @Override
    public String taskKey() {
        return CreditRulesApproval.APPROVE_CREDIT_RULES;
    }

    @Override
    public String title(GuardedTask task) {
        return "Approve credit rules for events from " + proposed(task).from();
    }

    @Override
    public List<Fact> facts(GuardedTask task) {
        RuleSet proposed = proposed(task);
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Count from", proposed.from().toString()));
        facts.add(new Fact("Proposed by", users.nameOf(new UserId(proposed.proposedBy()))));
        List<String> sentences = RuleSentences.of(proposed.rules(), Locale.ENGLISH);
        for (int i = 0; i < sentences.size(); i++) {
            facts.add(new Fact("Rule " + (i + 1), sentences.get(i)));
        }
        return facts;
    }

    @Override
    public String link(GuardedTask task) {
        return "/credit-rules/" + proposed(task).number();
    }

    @Override
    public Optional<Approving> decide(GuardedTask task, FormValues values) {
        int number = proposed(task).number();
        if (values.decision().equals("approve")) {
            ruleSets.approve(number);
        } else {
            ruleSets.reject(number, values.reason().orElse(""));
        }
        return Optional.empty();
    }

    private RuleSet proposed(GuardedTask task) {
        return ruleSets.get(CreditRulesApproval.number(task.subject()));
    }
}
