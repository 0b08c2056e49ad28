package io.attain.workflow.creditrules;

import java.util.Set;

import org.springframework.stereotype.Component;

import io.attain.audit.CaseRef;
import io.attain.crediting.RuleSets;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.engine.Relation;
import io.attain.workflow.engine.SubjectFacts;

/** Who is who in credit rules: whoever proposed them. */
@Component
class CreditRulesFacts implements SubjectFacts {

    private final RuleSets ruleSets;

    CreditRulesFacts(RuleSets ruleSets) {
        this.ruleSets = ruleSets;
    }

    @Override
    public String subjectType() {
        return CreditRulesApproval.SUBJECT;
    }

    @Override
    public Set<UserId> people(CaseRef subject, Relation relation) {
        return switch (relation) {
            case AUTHOR, STARTER, PREPARER, CLAIMANT, PARTY ->
                Set.of(new UserId(ruleSets.get(CreditRulesApproval.number(subject)).proposedBy()));
            case SIGNER, RULER -> Set.of();
        };
    }

    @Override
    public boolean inScope(User user, GuardedTask task) {
        return true;
    }
}
