package io.attain.workflow.payout;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.attain.calculation.Corrections;
import io.attain.identity.Users;
import io.attain.payout.PayoutBatch;
import io.attain.payout.PayoutBatches;
import io.attain.workflow.inbox.TaskStep;

/** The two signatures that a payout may need. */
@Configuration(proxyBeanMethods = false)
class Signatures {

    @Bean
    TaskStep signPayout(PayoutBatches payouts, RoutingFigures routing, Corrections corrections, Users users) {
        return new SignatureStep(payouts, routing, corrections, users, PayoutProcess.SIGN_PAYOUT,
                "Sign off the payout of",
                PayoutBatch.SIGN);
    }

    @Bean
    TaskStep secondSignature(PayoutBatches payouts, RoutingFigures routing, Corrections corrections, Users users) {
        return new SignatureStep(payouts, routing, corrections, users, PayoutProcess.SECOND_SIGNATURE,
                "Give the second signature to the payout of", PayoutBatch.SECOND_SIGNATURE);
    }
}
