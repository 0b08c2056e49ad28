package io.attain.workflow.close;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import io.attain.audit.CaseRef;
import io.attain.identity.Users;
import io.attain.period.PeriodId;
import io.attain.workflow.engine.Cases;
import io.attain.workflow.engine.HumanTasks;

/** Who sent a close back, in its own reviews and in the payout approvals it called. */
@Component
class CloseReturns {

    private final HumanTasks tasks;
    private final Cases cases;
    private final CloseRounds rounds;
    private final Users users;

    CloseReturns(HumanTasks tasks, Cases cases, CloseRounds rounds, Users users) {
        this.tasks = tasks;
        this.cases = cases;
        this.rounds = rounds;
        this.users = users;
    }

    /** The returns, the latest first. */
    List<CloseStatus.Return> of(String processInstanceId, PeriodId period) {
        // A payout approval belongs to the round whose freeze came last before it.
        List<Cases.Case> approvals = cases.of(new CaseRef("payout-approval", period.value()));
        Stream<CloseStatus.Return> reviews = tasks.decisionsIn(processInstanceId).stream()
                .filter(decision -> decision.outcome().equals("return"))
                .map(decision -> returned(decision, decision.round()));
        Stream<CloseStatus.Return> payouts = approvals.stream()
                .flatMap(approval -> rounds.before(processInstanceId, approval.openedAt()).stream()
                        .flatMap(round -> tasks.decisionsIn(approval.processInstanceId()).stream()
                                .filter(decision -> decision.outcome().equals("return"))
                                .map(decision -> returned(decision, round))));
        return Stream.concat(reviews, payouts)
                .sorted(Comparator.comparing(CloseStatus.Return::at).reversed())
                .toList();
    }

    private CloseStatus.Return returned(HumanTasks.Decision decision, int round) {
        String step = switch (decision.taskKey()) {
            case CloseProcess.REVIEW_TEAM -> "Team review";
            case "userTask_preparePayout" -> "Payout preparation";
            case "userTask_signPayout" -> "Sign-off";
            case "userTask_secondSignature" -> "Second signature";
            default -> decision.taskKey();
        };
        return new CloseStatus.Return(round, step, users.nameOf(decision.decidedBy()), decision.reason().orElse(""),
                decision.decidedAt());
    }
}
