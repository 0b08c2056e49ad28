package io.attain.workflow.split;

import java.util.Map;
import java.util.Optional;

import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;

import io.attain.audit.CaseRef;
import io.attain.shared.Money;
import io.attain.split.SplitRequest;
import io.attain.split.SplitRequestId;
import io.attain.split.SplitWorkflow;
import io.attain.workflow.engine.Cases;
import io.attain.workflow.engine.EngineAuthority;

/** Starts the process of a proposal, and moves it on by what becomes of the deal. */
@Component
class SplitRequestProcess implements SplitWorkflow {

    private final RuntimeService runtime;
    private final DecisionService decisions;
    private final EngineAuthority authority;
    private final Cases cases;

    SplitRequestProcess(RuntimeService runtime, DecisionService decisions, EngineAuthority authority, Cases cases) {
        this.runtime = runtime;
        this.decisions = decisions;
        this.authority = authority;
        this.cases = cases;
    }

    @Override
    public boolean managerDecides(Optional<Money> value) {
        Map<String, Object> facts = Map.of(
                "currency", value.map(worth -> worth.currency().getCurrencyCode()).orElse(""),
                "valueMinor", value.map(Money::minor).orElse(Long.MAX_VALUE));
        Boolean decides = authority.unchecked(() -> decisions
                .evaluateDecisionTableByKey(SplitRequestModel.VALUE_LIMIT, facts).getSingleResult().getSingleEntry());
        return !Boolean.FALSE.equals(decides);
    }

    @Override
    public void opened(SplitRequestId id) {
        authority.unchecked(() -> runtime.startProcessInstanceByKey(SplitRequestModel.PROCESS, id.toString()));
    }

    @Override
    public void booked(SplitRequestId id) {
        correlate(id, SplitRequestModel.DEAL_BOOKED);
    }

    @Override
    public void withdrawn(SplitRequestId id) {
        correlate(id, SplitRequestModel.SHARES_WITHDRAWN);
    }

    @Override
    public void overtaken(SplitRequestId id) {
        correlate(id, SplitRequestModel.SHARES_OVERTAKEN);
    }

    private void correlate(SplitRequestId id, String message) {
        cases.open(new CaseRef(SplitRequest.CASE, id.toString()), SplitRequestModel.PROCESS)
                .ifPresent(open -> authority.unchecked(() -> runtime.createMessageCorrelation(message)
                        .processInstanceId(open.processInstanceId()).correlate()));
    }
}
