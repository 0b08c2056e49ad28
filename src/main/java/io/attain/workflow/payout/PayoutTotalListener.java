package io.attain.workflow.payout;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/**
 * Tells the routing table what it asks for, right before it is asked. A payout in several currencies is none of its rows'
 * and goes to the highest authority.
 */
@Component
class PayoutTotalListener implements ExecutionListener {

    private final CurrentBatch batches;
    private final RoutingFigures routing;

    PayoutTotalListener(CurrentBatch batches, RoutingFigures routing) {
        this.batches = batches;
        this.routing = routing;
    }

    @Override
    public void notify(DelegateExecution execution) {
        RoutingFigures.Figures figures = routing.of(batches.get(execution.getProcessInstanceId()));
        execution.setVariable("payoutCurrency",
                figures.several() ? "several" : figures.total().currency().getCurrencyCode());
        execution.setVariable("payoutTotalMinor", figures.several() ? 0L : figures.total().minor());
        execution.setVariable("payoutVariancePercent", figures.variancePercent());
        execution.setVariable("payoutAdjustmentsMinor", figures.adjusted().minor());
    }
}
