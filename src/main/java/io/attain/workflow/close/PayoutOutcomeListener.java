package io.attain.workflow.close;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

import io.attain.payout.PayoutBatches;
import io.attain.payout.PayoutState;
import io.attain.period.PeriodId;

/** Coming back from the payout approval, looks whether the batch of this round is signed. */
@Component
class PayoutOutcomeListener implements ExecutionListener {

    private final PayoutBatches payouts;
    private final CloseRounds rounds;

    PayoutOutcomeListener(PayoutBatches payouts, CloseRounds rounds) {
        this.payouts = payouts;
        this.rounds = rounds;
    }

    @Override
    public void notify(DelegateExecution execution) {
        CloseRounds.Round round = rounds.current(execution.getProcessInstanceId());
        execution.setVariable("payoutSigned", payouts.live(new PeriodId(execution.getProcessBusinessKey()))
                .filter(batch -> batch.run().equals(round.run()))
                .filter(batch -> batch.state() == PayoutState.SIGNED)
                .isPresent());
    }
}
