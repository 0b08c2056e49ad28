package io.attain.calculation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.shared.Money;
import io.attain.statement.Statements;

/** Closes periods as the process does, without its tasks. */
@Component
class LateDataWorld {

    private final Runs runs;
    private final Periods periods;
    private final Statements statements;
    private final Corrections corrections;

    LateDataWorld(Runs runs, Periods periods, Statements statements, Corrections corrections) {
        this.runs = runs;
        this.periods = periods;
        this.statements = statements;
        this.corrections = corrections;
    }

    /** Freezes, calculates, accepts, posts and locks. */
    @Transactional
    Run close(PeriodId period) {
        Run run = calculated(period);
        lock(run);
        return run;
    }

    @Transactional
    Run calculated(PeriodId period) {
        periods.transition(period, PeriodState.CLOSING);
        Run run = runs.freeze(period, RunKind.CLOSE);
        for (int chunk = 0; chunk < run.chunks(); chunk++) {
            runs.calculateChunk(run.id(), chunk);
        }
        return runs.finish(run.id());
    }

    @Transactional
    void lock(Run run) {
        runs.accept(run.id());
        statements.publish(run.id());
        periods.transition(run.period(), PeriodState.LOCKED);
    }

    /** What everyone was paid for, by period of the sale: lines of the locked run and all adjustments of it. */
    Map<String, Map<ParticipantId, Money>> earnedByPeriod(List<PeriodId> of) {
        Map<String, Map<ParticipantId, Money>> earned = new TreeMap<>();
        Map<PeriodId, RunId> accepted = new HashMap<>();
        of.forEach(period -> runs.current(period).map(Run::id).ifPresent(run -> accepted.put(period, run)));
        accepted.forEach((period, run) -> {
            runs.totals(run).forEach((who, money) -> add(earned, period, who, money));
            corrections.of(run).forEach(line -> add(earned, line.period(), line.participant(), line.amount()));
        });
        return earned;
    }

    private static void add(Map<String, Map<ParticipantId, Money>> earned, PeriodId period, ParticipantId who,
            Money money) {
        earned.computeIfAbsent(period.value(), p -> new TreeMap<>()).merge(who, money, Money::plus);
        earned.get(period.value()).values().removeIf(Money::isZero);
    }

    /** The total of everything one participant was paid for. */
    Optional<Money> earned(ParticipantId who, List<PeriodId> of) {
        return earnedByPeriod(of).values().stream().flatMap(byWho -> Optional.ofNullable(byWho.get(who)).stream())
                .reduce(Money::plus);
    }
}
