package io.attain.workflow.close;

import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.audit.Approvals;
import io.attain.calculation.Runs;
import io.attain.period.PeriodId;
import io.attain.shared.Sha256;

/** Whether every manager asked in the current round has approved exactly the lines of its run. */
@Component
class TeamApprovals {

    private final CloseRounds rounds;
    private final Approvals approvals;
    private final Runs runs;

    TeamApprovals(CloseRounds rounds, Approvals approvals, Runs runs) {
        this.rounds = rounds;
        this.approvals = approvals;
        this.runs = runs;
    }

    boolean complete(String processInstanceId, PeriodId period) {
        CloseRounds.Round round = rounds.current(processInstanceId);
        Optional<Sha256> lines = runs.get(round.run()).resultDigest();
        return lines.isPresent() && rounds.asked(round).stream()
                .allMatch(manager -> approvals
                        .approved(CloseProcess.subject(period), round.number(), CloseProcess.REVIEW_STEP,
                                manager.value())
                        .filter(approval -> approval.subjectDigest().equals(lines.get()))
                        .isPresent());
    }
}
