package io.attain.dispute;

import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

import io.attain.identity.CurrentUser;
import io.attain.identity.User;
import io.attain.period.Period;
import io.attain.shared.Refused;

/** A claimant takes a claim back; a case with several claimants is decided for the others. */
@Component
class Withdrawing {

    private final DisputeRows rows;
    private final DisputeLog log;
    private final DisputeHolds holds;
    private final PayPeriods payPeriods;
    private final CurrentUser currentUser;
    private final ObjectProvider<DisputeWorkflow> workflow;

    Withdrawing(DisputeRows rows, DisputeLog log, DisputeHolds holds, PayPeriods payPeriods,
            CurrentUser currentUser, ObjectProvider<DisputeWorkflow> workflow) {
        this.rows = rows;
        this.log = log;
        this.holds = holds;
        this.payPeriods = payPeriods;
        this.currentUser = currentUser;
        this.workflow = workflow;
    }

    Dispute withdraw(DisputeId id) {
        User user = currentUser.get();
        Period period = payPeriods.hold(rows.get(id));
        Dispute dispute = rows.hold(id);
        if (!dispute.filedBy().equals(user.id())) {
            throw new AccessDeniedException("only the claimant takes a claim back");
        }
        if (dispute.state() == DisputeState.WITHDRAWN) {
            return dispute;
        }
        if (!dispute.joined().isEmpty() && dispute.state().isOpen()) {
            throw new Refused("dispute-joined",
                    "Others have claimed this deal in the same dispute, so it is decided. Write in it that you want "
                            + "nothing any more.");
        }
        if (!dispute.state().mayBecome(DisputeState.WITHDRAWN)) {
            throw DisputeRows.over(dispute);
        }
        rows.setState(dispute, DisputeState.WITHDRAWN);
        log.say(id, "Takes the claim back.");
        holds.release(dispute, period);
        log.record("dispute.withdrawn", id, Map.of());
        workflow.ifAvailable(port -> port.withdrawn(id));
        return rows.get(id);
    }
}
