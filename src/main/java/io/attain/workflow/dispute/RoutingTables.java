package io.attain.workflow.dispute;

import java.util.Map;

import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.engine.DecisionService;
import org.springframework.stereotype.Component;

import io.attain.dispute.DisputeRules;
import io.attain.workflow.engine.EngineAuthority;

/** The decisions of {@code bpmn/dispute-routing.dmn}. */
@Component
class RoutingTables implements DisputeRules {

    private final DecisionService decisions;
    private final EngineAuthority authority;

    RoutingTables(DecisionService decisions, EngineAuthority authority) {
        this.decisions = decisions;
        this.authority = authority;
    }

    @Override
    public boolean needsTriage(Circumstances circumstances) {
        return Boolean.TRUE.equals(row(CreditDispute.TRIAGE_RULES, circumstances).getEntry("triage"));
    }

    @Override
    public Routing routing(Circumstances circumstances) {
        DmnDecisionRuleResult row = row(CreditDispute.DECIDER_RULES, circumstances);
        Integer most = row.getEntry("mostOverride");
        String route = row.getEntry("route");
        return new Routing(Route.valueOf(route), most);
    }

    @Override
    public Checking checking(Circumstances circumstances) {
        DmnDecisionRuleResult row = row(CreditDispute.CHECKING_RULES, circumstances);
        return new Checking(Boolean.TRUE.equals(row.getEntry("review")), Boolean.TRUE.equals(row.getEntry("finance")));
    }

    @Override
    public boolean mayAgree(Circumstances circumstances) {
        return Boolean.TRUE.equals(row(CreditDispute.AGREEMENT_RULES, circumstances).getEntry("settles"));
    }

    private DmnDecisionRuleResult row(String table, Circumstances c) {
        Map<String, Object> facts = Map.of(
                "kind", c.kind().name(),
                "about", c.about().name(),
                "amountMinor", c.amountMinor(),
                "period", c.period().name(),
                "managers", c.managers(),
                "others", c.others(),
                "answerable", c.answerable());
        return authority.unchecked(
                () -> decisions.evaluateDecisionTableByKey(table, facts).getSingleResult());
    }
}
