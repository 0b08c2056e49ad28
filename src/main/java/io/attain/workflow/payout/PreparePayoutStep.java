package io.attain.workflow.payout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.calculation.Corrections;
import io.attain.calculation.PriorPeriodLine;
import io.attain.calculation.Run;
import io.attain.calculation.Runs;
import io.attain.identity.CurrentUser;
import io.attain.ledger.Adjustments;
import io.attain.payout.PayoutBatch;
import io.attain.payout.PayoutBatches;
import io.attain.period.PeriodId;
import io.attain.shared.Money;
import io.attain.shared.Refused;
import io.attain.workflow.engine.Cases;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.inbox.Fact;
import io.attain.workflow.inbox.FormValues;
import io.attain.workflow.inbox.TaskStep;

/** Finance prepares the payout of the reviewed run, and may then not sign it. */
@Component
class PreparePayoutStep implements TaskStep {

    private static final int MOST_CAUSES = 20;

    private final PayoutBatches payouts;
    private final Runs runs;
    private final Corrections corrections;
    private final Adjustments adjustments;
    private final Cases cases;
    private final CurrentUser currentUser;

    PreparePayoutStep(PayoutBatches payouts, Runs runs, Corrections corrections, Adjustments adjustments, Cases cases,
            CurrentUser currentUser) {
        this.corrections = corrections;
        this.payouts = payouts;
        this.runs = runs;
        this.adjustments = adjustments;
        this.cases = cases;
        this.currentUser = currentUser;
    }

    @Override
    public String taskKey() {
        return PayoutProcess.PREPARE_PAYOUT;
    }

    @Override
    public String title(GuardedTask task) {
        return "Prepare the payout of " + task.subject().id();
    }

    @Override
    public List<Fact> facts(GuardedTask task) {
        PeriodId period = period(task);
        List<Fact> facts = new ArrayList<>();
        runs.current(period).ifPresent(run -> {
            facts.add(new Fact("Participants", Integer.toString(run.participants())));
            run.totals().values().forEach(total -> facts.add(Fact.of("Earned", total)));
            runs.checks(run.id()).forEach(check -> facts.add(
                    new Fact(check.name(), check.ok() ? "in balance" : check.left() + " against " + check.right())));
        });
        runs.current(period).ifPresent(run -> facts.addAll(correctionsOf(corrections.of(run.id()))));
        adjustments.approvedOf(period)
                .forEach(adjustment -> facts.add(new Fact("Adjustment for " + adjustment.participant().value(),
                        adjustment.amount() + ": " + adjustment.reason())));
        long pending = adjustments.pending().stream()
                .filter(adjustment -> adjustment.period().equals(period))
                .count();
        if (pending > 0) {
            facts.add(new Fact("Adjustments not decided yet", pending + ", not in this payout"));
        }
        return facts;
    }

    @Override
    public String link(GuardedTask task) {
        return "/close/" + task.subject().id();
    }

    @Override
    public Optional<Approving> decide(GuardedTask task, FormValues values) {
        if (values.decision().equals("prepare")) {
            PeriodId period = period(task);
            Run run = runs.current(period)
                    .orElseThrow(() -> new Refused("payout-run", period + " has no run to pay."));
            PayoutBatch batch = payouts.prepare(period, run.id());
            cases.concerns(task.processInstanceId(), PayoutProcess.PROCESS, batch.caseRef(),
                    Optional.of(currentUser.get().id()));
        }
        return Optional.empty();
    }

    private static PeriodId period(GuardedTask task) {
        return new PeriodId(task.subject().id());
    }

    /** By locked period and cause, the largest first, at most so many as people read. */
    static List<Fact> correctionsOf(List<PriorPeriodLine> lines) {
        record Why(PeriodId period, String cause, Currency currency) {}
        Map<Why, Money> sums = new LinkedHashMap<>();
        lines.forEach(line -> sums.merge(new Why(line.period(), line.cause(), line.amount().currency()), line.amount(),
                Money::plus));
        List<Fact> facts = new ArrayList<>();
        sums.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Why, Money> sum) -> Math.abs(sum.getValue().minor()))
                        .reversed())
                .limit(MOST_CAUSES).forEach(sum -> facts.add(Fact.of(
                        "Adjustment of %s: %s".formatted(sum.getKey().period(), sum.getKey().cause()),
                        sum.getValue())));
        if (sums.size() > MOST_CAUSES) {
            facts.add(new Fact("Further causes", "%d, on the page of late and corrected data"
                    .formatted(sums.size() - MOST_CAUSES)));
        }
        return facts;
    }

    static List<Fact> factsOf(PayoutBatch batch, String preparedBy) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Period", batch.period().value()));
        facts.add(new Fact("Prepared by", preparedBy));
        facts.add(new Fact("Payees", Integer.toString(batch.lineCount())));
        for (Money total : batch.totals()) {
            facts.add(Fact.of("Total", total));
        }
        facts.add(new Fact("Content", "SHA-256 " + batch.digest().hex()));
        return facts;
    }
}
