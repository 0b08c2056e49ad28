package io.attain.workflow.close;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

import io.attain.audit.CaseRef;
import io.attain.evidence.EvidencePacks;
import io.attain.evidence.TaskDone;
import io.attain.payout.PayoutBatches;
import io.attain.period.PeriodId;
import io.attain.workflow.engine.Cases;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.engine.HumanTasks;

/** Puts together what shows how the batch came about. The money is out by now; trying again writes nothing twice. */
@Component
class WriteEvidenceDelegate implements JavaDelegate {

    private final PayoutBatches payouts;
    private final EvidencePacks packs;
    private final Cases cases;
    private final HumanTasks tasks;

    WriteEvidenceDelegate(PayoutBatches payouts, EvidencePacks packs, Cases cases, HumanTasks tasks) {
        this.payouts = payouts;
        this.packs = packs;
        this.cases = cases;
        this.tasks = tasks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        PeriodId period = new PeriodId(execution.getProcessBusinessKey());
        CaseRef close = CloseProcess.subject(period);
        Stream<Cases.Case> both = Stream.concat(cases.of(close).stream(),
                cases.of(new CaseRef("payout-approval", period.value())).stream());
        List<TaskDone> done = both.flatMap(one -> tasks.decisionsIn(one.processInstanceId()).stream()
                .map(decision -> done(one.processKey(), decision)))
                .sorted(Comparator.comparing(TaskDone::decidedAt).thenComparing(TaskDone::task)
                        .thenComparing(TaskDone::part))
                .toList();
        packs.write(payouts.live(period)
                .orElseThrow(() -> new IllegalStateException(period + " has no payout to give evidence of"))
                .id(), close, done);
    }

    private TaskDone done(String process, HumanTasks.Decision decision) {
        return new TaskDone(process, decision.taskKey(), decision.part(), decision.round(), decision.decidedBy(),
                decision.actedFor(), decision.outcome(), decision.reason(),
                tasks.find(decision.taskId()).map(GuardedTask::createdAt).orElse(decision.decidedAt()),
                decision.decidedAt());
    }
}
