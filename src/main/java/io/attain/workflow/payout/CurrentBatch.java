package io.attain.workflow.payout;

import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.payout.PayoutBatch;
import io.attain.payout.PayoutBatches;
import io.attain.workflow.engine.Cases;

/** The batch a payout approval is about, by our own rows. */
@Component
class CurrentBatch {

    private final Cases cases;
    private final PayoutBatches payouts;

    CurrentBatch(Cases cases, PayoutBatches payouts) {
        this.cases = cases;
        this.payouts = payouts;
    }

    Optional<PayoutBatch> find(String processInstanceId) {
        return cases.subjectOf(processInstanceId, PayoutProcess.BATCH)
                .map(subject -> payouts.get(PayoutProcess.id(subject)));
    }

    PayoutBatch get(String processInstanceId) {
        return find(processInstanceId).orElseThrow(
                () -> new IllegalStateException("payout approval " + processInstanceId + " has prepared no batch"));
    }
}
