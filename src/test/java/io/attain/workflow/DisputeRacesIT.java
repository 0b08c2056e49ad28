package io.attain.workflow;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;

import io.attain.crediting.SplitSet;
import io.attain.dispute.Act;
import io.attain.dispute.ClaimWithoutDeal;
import io.attain.dispute.Dispute;
import io.attain.dispute.DisputeId;
import io.attain.dispute.DisputeState;
import io.attain.dispute.NamedDeal;
import io.attain.fixtures.People;
import io.attain.fixtures.Quarters;
import io.attain.fixtures.Together;
import io.attain.fixtures.Together.Outcome;
import io.attain.identity.User;
import io.attain.period.PeriodState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens at the same moment: exactly one of two wins, the other is told, and the dispute, its split, its process and
 * the ledger agree on who it was.
 */
class DisputeRacesIT extends AtTheDesk {

    private static final int TIMES = 5;

    @Autowired
    private RuntimeService runtime;

    @RepeatedTest(TIMES)
    void oneOfTwoDecisionsOfTheSameTaskCounts() throws Exception {
        DisputeId id = withDecider();
        String task = engineTask(DECIDE);
        List<Outcome<Boolean>> outcomes = Together.run(
                as(DUSTIN, () -> inbox.complete(task, UPHOLD)), as(DUSTIN, () -> inbox.complete(task, DENY)));
        assertThat(outcomes.stream().filter(Outcome::succeeded)).hasSize(1);
        boolean upheld = outcomes.getFirst().succeeded();
        assertThat(state(id)).isEqualTo(upheld ? DisputeState.UPHELD : DisputeState.DENIED);
        assertThat(disputes.acts(id)).extracting(Act::kind).containsExactly(Act.Kind.RULING);
        settledAs(id, upheld);
    }

    @RepeatedTest(TIMES)
    void aClaimIsEitherDecidedOrTakenBack() throws Exception {
        DisputeId id = withDecider();
        String task = engineTask(DECIDE);
        List<Outcome<Boolean>> outcomes = Together.run(
                as(DUSTIN, () -> inbox.complete(task, UPHOLD)), as(ANNA, () -> disputes.withdraw(id)));
        assertThat(outcomes.stream().filter(Outcome::succeeded)).hasSize(1);
        boolean decided = outcomes.getFirst().succeeded();
        assertThat(state(id)).isEqualTo(decided ? DisputeState.UPHELD : DisputeState.WITHDRAWN);
        settledAs(id, decided);
        assertThat(running(id)).isEqualTo(decided ? 1 : 0);
    }

    @RepeatedTest(TIMES)
    void aTimerThatFiresWhileItIsDecidedEitherPassesItOnOrFindsItDecided() throws Exception {
        DisputeId id = withDecider();
        String task = engineTask(DECIDE);
        String timer = job("event_decisionOverdue").getId();
        ClockUtil.setCurrentTime(Date.from(job("event_decisionOverdue").getDuedate().toInstant().plusSeconds(1)));
        List<Outcome<Boolean>> outcomes = Together.run(as(DUSTIN, () -> inbox.complete(task, UPHOLD)), () -> {
            management.executeJob(timer);
            return true;
        });
        runJobs();
        assertThat(outcomes.stream().filter(Outcome::succeeded)).isNotEmpty();
        Dispute after = disputes.get(id);
        if (outcomes.getFirst().succeeded()) {
            assertThat(after.state()).isEqualTo(DisputeState.UPHELD);
            assertThat(after.escalations()).isZero();
            settledAs(id, true);
        } else {
            assertThat(after.state()).isEqualTo(DisputeState.WITH_MANAGER);
            assertThat(after.deciderUser()).hasValue(People.RENATA.id());
            assertThat(splits.of(DEAL)).isEmpty();
            decide(People.RENATA, DECIDE, DENY);
        }
        assertThat(keysIn(DUSTIN)).isEmpty();
        assertThat(running(id)).isEqualTo(1);
    }

    @RepeatedTest(TIMES)
    void aCloseThatStartsWhileItIsDecidedIsEitherInTimeForTheChangeOrMakesItWait() throws Exception {
        DisputeId id = withDecider();
        String task = engineTask(DECIDE);
        List<Outcome<Boolean>> outcomes = Together.run(as(DUSTIN, () -> inbox.complete(task, UPHOLD)), () -> {
            periods.transition(Quarters.Q1, PeriodState.CLOSING);
            return true;
        });
        assertThat(outcomes).allMatch(Outcome::succeeded);
        if (state(id) == DisputeState.PERIOD_CLOSING) {
            assertThat(splits.of(DEAL)).isEmpty();
            assertThat(disputes.held(id)).isNotEmpty();
            periods.transition(Quarters.Q1, PeriodState.OPEN);
            pass("event_closeAwaited");
        }
        assertThat(state(id)).isEqualTo(DisputeState.UPHELD);
        settledAs(id, true);
    }

    @RepeatedTest(TIMES)
    void twoWhoLookFirstLinkAMissingDealOnceOnly() throws Exception {
        DisputeId id = filed(acting.as(ANNA, () -> claims.file(new ClaimWithoutDeal.Missing(
                new NamedDeal("PO-1", "Hatfan", usd("10"), LocalDate.of(2017, 3, 1),
                        BigDecimal.valueOf(40)),
                "Mine", Optional.empty()), List.of())));
        String task = engineTask(TRIAGE);
        Map<String, String> link = Map.of("decision", "link", "deal", "crm/1C1I7A6R", "reason",
                "Found.");
        List<Outcome<Boolean>> outcomes = Together.run(as(People.CORA, () -> inbox.complete(task, link)),
                as(People.COLIN, () -> inbox.complete(task, link)));
        assertThat(outcomes.stream().filter(Outcome::succeeded)).hasSize(1);
        assertThat(state(id)).isEqualTo(DisputeState.WITH_COUNTERPART);
        assertThat(disputes.get(id).counterparts()).hasSize(1);
        assertThat(keysIn(MOSES)).containsExactly(ANSWER);
    }

    @RepeatedTest(TIMES)
    void anAgreementOfBothSidesAndADecisionAreOneOutcome() throws Exception {
        DisputeId id = filed(ANNA);
        decide(MOSES, ANSWER, Map.of("decision", "counter", "share", "20", "reason", "A fifth."));
        String task = engineTask(DECIDE);
        List<Outcome<Boolean>> outcomes = Together.run(as(DUSTIN, () -> inbox.complete(task, DENY)),
                as(ANNA, () -> disputes.acceptCounter(id, moses)));
        assertThat(outcomes.stream().filter(Outcome::succeeded)).hasSize(1);
        boolean denied = outcomes.getFirst().succeeded();
        assertThat(state(id)).isEqualTo(denied ? DisputeState.DENIED : DisputeState.PARTLY);
        assertThat(splits.of(DEAL).isPresent()).isEqualTo(!denied);
        assertThat(disputes.held(id)).isEmpty();
        assertThat(disputes.acts(id)).hasSize(1);
    }

    private DisputeId withDecider() {
        DisputeId id = filed(ANNA);
        decide(MOSES, ANSWER, AGREE);
        return id;
    }

    private void settledAs(DisputeId id, boolean changed) {
        assertThat(splits.of(DEAL).map(SplitSet::shares))
                .isEqualTo(changed
                        ? Optional.of(List.of(share(moses, 60), share(anna, 40)))
                        : Optional.empty());
        assertThat(disputes.held(id)).isEmpty();
    }

    private long running(DisputeId id) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(id.toString()).count();
    }

    private Callable<Boolean> as(User user, Runnable work) {
        return () -> acting.as(user, () -> {
            work.run();
            return true;
        });
    }
}
