package io.attain.calculation;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.attain.crediting.Credit;
import io.attain.crediting.Credits;
import io.attain.crediting.Share;
import io.attain.participant.ParticipantId;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.plan.PlanId;
import io.attain.sales.EventKey;
import io.attain.shared.Money;

/**
 * Prior-period adjustments. A locked period is never calculated in place: what came late, was returned, split otherwise
 * or corrected is found by comparing what is known now with what the period was calculated from, and the difference is
 * paid in the open period. To change a locked period it is enough to record the change, such as {@code
 * Splits.put(deal, shares, "dispute 42")}; the next close finds it and names the cause. What a close found is frozen
 * with its run and is posted when the run is accepted.
 */
@Service
public class Corrections {

    private final Periods periods;
    private final Credits credits;
    private final Correcting correcting;
    private final CorrectionRows rows;
    private final TransactionTemplate aside;

    Corrections(Periods periods, Credits credits, Correcting correcting, CorrectionRows rows,
            PlatformTransactionManager transactions) {
        this.periods = periods;
        this.credits = credits;
        this.correcting = correcting;
        this.rows = rows;
        this.aside = new TransactionTemplate(transactions);
        this.aside.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** What a run of the open period pays and takes for locked ones, by participant, period and line. */
    public List<PriorPeriodLine> of(RunId run) {
        return rows.of(run);
    }

    /** The same for one participant. */
    public List<PriorPeriodLine> of(RunId run, ParticipantId participant) {
        return rows.of(run, participant);
    }

    /** What a run found changed in locked periods. */
    public List<InputChange> changesOf(RunId run) {
        return rows.changesOf(run);
    }

    /** What accepted runs adjusted of one locked period for one participant, the earliest first. */
    public List<PriorPeriodLine> ofPeriod(PeriodId locked, ParticipantId participant) {
        return rows.posted(List.of(locked), List.of(participant));
    }

    /** Their amounts by participant. */
    public Map<ParticipantId, Money> totals(RunId run) {
        Map<ParticipantId, Money> totals = new TreeMap<>();
        rows.of(run).forEach(line -> totals.merge(line.participant(), line.amount(), Money::plus));
        return totals;
    }

    /** What accepted runs adjusted in these plans and this run adjusts, as lines beside those of the runs themselves. */
    public List<ResultLine> linesOfPlans(Set<PlanId> plans, RunId also) {
        return rows.ofPlans(plans, also);
    }

    /** What the period would pay and take for locked ones if its inputs were frozen now. Nothing is written. */
    public PendingCorrections pending(PeriodId open) {
        return pending(open, Optional.empty());
    }

    /** The same for some participants. */
    public PendingCorrections pending(PeriodId open, Set<ParticipantId> who) {
        return pending(open, Optional.of(who));
    }

    private PendingCorrections pending(PeriodId open, Optional<Set<ParticipantId>> who) {
        Period period = periods.get(open);
        if (period.state().isFinal()) {
            return new PendingCorrections(List.of(), List.of(), Map.of());
        }
        bringCreditsUpToDate(period);
        CorrectionOutcome outcome = correcting.of(period, who, Assumption.NONE);
        return new PendingCorrections(outcome.lines(), outcome.changes(), outcome.waiting());
    }

    /**
     * What everyone would get more, or less when negative, if an event that locked periods count were split in this way:
     * in those periods, beside what is pending anyway. Nothing is written. Returns of the event are not looked at.
     *
     * @throws io.attain.shared.Refused when the deal makes no sales event, or the shares are no split
     */
    public Map<ParticipantId, Money> effectOf(PeriodId open, EventKey event, List<Share> shares) {
        Period period = periods.get(open);
        bringCreditsUpToDate(period);
        List<Credit> assumed = credits.hypothetical(event, shares);
        Set<ParticipantId> concerned = new HashSet<>();
        assumed.forEach(credit -> concerned.add(credit.participant()));
        credits.currentOf(event).forEach(credit -> concerned.add(credit.participant()));
        Map<ParticipantId, Money> effect = new TreeMap<>();
        Optional<Set<ParticipantId>> scope = Optional.of(correcting.withCompanions(period, concerned));
        correcting.of(period, scope, new Assumption(Optional.of(event), assumed)).lines()
                .forEach(line -> effect.merge(line.participant(), line.amount(), Money::plus));
        correcting.of(period, scope, Assumption.NONE).lines()
                .forEach(line -> effect.merge(line.participant(), line.amount().negate(), Money::plus));
        effect.values().removeIf(Money::isZero);
        return effect;
    }

    /** As previews of the open period do it. */
    private void bringCreditsUpToDate(Period open) {
        if (TransactionSynchronizationManager.isActualTransactionActive()
                && !TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            correcting.refresh(open);
        } else {
            aside.executeWithoutResult(status -> correcting.refresh(open));
        }
    }
}
