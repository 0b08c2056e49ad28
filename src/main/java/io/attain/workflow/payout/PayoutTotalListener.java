package io.attain.workflow.payout;

import java.util.List;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

import io.attain.payout.PayoutBatch;
import io.attain.shared.Money;

/**
 * Tells the routing table what the payout comes to, right before it is asked. A payout in several currencies is none of
 * its rows' and goes to the highest authority; one that pays nobody counts as nothing in US dollars.
 */
@Component
class PayoutTotalListener implements ExecutionListener {

    private final CurrentBatch batches;

    PayoutTotalListener(CurrentBatch batches) {
        this.batches = batches;
    }

    @Override
    public void notify(DelegateExecution execution) {
        PayoutBatch batch = batches.get(execution.getProcessInstanceId());
        List<Money> totals = batch.totals();
        execution.setVariable("payoutCurrency", switch (totals.size()) {
            case 0 -> "USD";
            case 1 -> totals.get(0).currency().getCurrencyCode();
            default -> "several";
        });
        execution.setVariable("payoutTotalMinor", totals.size() == 1 ? totals.get(0).minor() : 0L);
    }
}
