package io.attain.statement;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;

import io.attain.calculation.RunId;
import io.attain.calculation.RunKind;
import io.attain.calculation.RunState;
import io.attain.fixtures.DictatedIT;
import io.attain.fixtures.People;
import io.attain.fixtures.Quarters;
import io.attain.fixtures.Together;
import io.attain.ledger.Account;
import io.attain.ledger.AccountType;
import io.attain.ledger.AdjustmentDraft;
import io.attain.ledger.AdjustmentId;
import io.attain.ledger.Adjustments;
import io.attain.ledger.Ledger;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodState;
import io.attain.shared.Money;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StatementsIT extends DictatedIT {

    @Autowired
    private Statements statements;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Adjustments adjustments;

    private ParticipantId anna;
    private ParticipantId moses;

    @BeforeEach
    void twoReps() {
        anna = staff.employ(People.rep("Anna Snelling"));
        moses = staff.employ(People.rep("Moses Frase"));
    }

    @Test
    void saysWhatTheRunAndTheAdjustmentsSayAndAddsUp() {
        adjust(moses, "150.00");
        adjust(moses, "-20.01");
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        RunId run = dictated.run(
                Quarters.Q1, RunState.ACCEPTED, Map.of(anna, List.of(1L, 2L, 3L), moses, List.of(100_00L, -50L)));

        assertThat(statements.publish(run)).isEqualTo(2);

        Statement statement = statements.find(moses, Quarters.Q1).orElseThrow();
        assertThat(statement.state()).isEqualTo(StatementState.PUBLISHED);
        assertThat(statement.run()).hasValue(run);
        assertThat(statement.earned()).isEqualTo(usd("99.50"));
        assertThat(statement.adjustments()).isEqualTo(usd("129.99"));
        assertThat(statement.carried().isZero()).isTrue();
        assertThat(statement.payable()).isEqualTo(usd("229.49"));
        assertThat(statement.paid().isZero()).isTrue();
        assertThat(statement.lines()).hasSize(2);
        assertThat(statement.adjustmentLines()).hasSize(2);
        assertThat(ledger.balance(Account.earned(moses), USD)).isEqualTo(usd("229.49"));
        assertThat(ledger.balance(Account.earned(anna), USD)).isEqualTo(usd("0.06"));
        assertThat(ledger.trialBalance().balances()).isTrue();
        assertThat(statements.ofPeriod(Quarters.Q1)).extracting(Statement::participant).containsExactly(anna, moses);
    }

    @Test
    void whoEarnedNothingHasAStatementToo() {
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        statements.publish(dictated.run(Quarters.Q1, RunState.ACCEPTED, Map.of(anna, List.of())));
        assertThat(statements.find(anna, Quarters.Q1).orElseThrow().payable().isZero()).isTrue();
        assertThat(statements.find(moses, Quarters.Q1)).isEmpty();
    }

    @Test
    void publishingAgainChangesNothing() throws InterruptedException {
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        RunId run = dictated.run(Quarters.Q1, RunState.ACCEPTED, Map.of(anna, List.of(500L)));
        List<Together.Outcome<Integer>> outcomes = Together.run(() -> statements.publish(run),
                () -> statements.publish(run));
        assertThat(outcomes).allMatch(o -> o.value().equals(Optional.of(1)));
        statements.publish(run);
        assertThat(ledger.balance(Account.earned(anna), USD)).isEqualTo(usd("5.00"));
    }

    @Test
    void aSecondRunCannotBePublished() {
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        statements.publish(dictated.run(Quarters.Q1, RunState.ACCEPTED, Map.of(anna, List.of(500L))));
        RunId other = dictated.run(Quarters.Q1, RunState.ACCEPTED, Map.of(anna, List.of(600L)));
        assertThatThrownBy(() -> statements.publish(other)).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @EnumSource(value = RunState.class, mode = EnumSource.Mode.EXCLUDE, names = "ACCEPTED")
    void onlyAnAcceptedRunIsPublished(RunState state) {
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        RunId run = dictated.run(Quarters.Q1, state, Map.of(anna, List.of(500L)));
        assertThatThrownBy(() -> statements.publish(run)).isInstanceOf(Refused.class);
    }

    @Test
    void aDryRunIsNeverPublishedAndAnOpenPeriodNeither() {
        RunId early = dictated.run(Quarters.Q1, RunState.ACCEPTED, Map.of(anna, List.of(500L)));
        assertThatThrownBy(() -> statements.publish(early)).isInstanceOf(Refused.class);
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        RunId dry = dictated.run(Quarters.Q1, RunKind.DRY, RunState.ACCEPTED, Map.of(anna, List.of(500L)));
        assertThatThrownBy(() -> statements.publish(dry)).isInstanceOf(Refused.class);
        assertThat(ledger.trialBalance().rows()).isEmpty();
    }

    @Test
    void aNegativePayableIsCarriedIntoTheNextPeriod() {
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        statements.publish(
                dictated.run(Quarters.Q1, RunState.ACCEPTED, Map.of(anna, List.of(-300_00L), moses, List.of(70_00L))));
        periods.transition(Quarters.Q1, PeriodState.LOCKED);
        periods.transition(Quarters.Q2, PeriodState.CLOSING);
        statements.publish(dictated.run(Quarters.Q2, RunState.ACCEPTED, Map.of(moses, List.of(10_00L))));
        Statement second = statements.find(anna, Quarters.Q2).orElseThrow();
        assertThat(second.carried()).isEqualTo(usd("-300.00"));
        assertThat(second.payable()).isEqualTo(usd("-300.00"));
        assertThat(statements.find(moses, Quarters.Q2).orElseThrow().carried().isZero())
                .as("an unpaid positive payable belongs to its own payout")
                .isTrue();
        periods.transition(Quarters.Q2, PeriodState.LOCKED);
        periods.transition(Quarters.Q3, PeriodState.CLOSING);
        statements.publish(dictated.run(Quarters.Q3, RunState.ACCEPTED, Map.of(anna, List.of(450_00L))));
        Statement third = statements.find(anna, Quarters.Q3).orElseThrow();
        assertThat(third.payable()).isEqualTo(usd("150.00"));
        assertThat(ledger.balance(Account.earned(anna), USD)).isEqualTo(usd("150.00"));
    }

    @Test
    void thePreviewFollowsTheOpenPeriod() {
        adjust(moses, "5.00");
        dictated.preview(Quarters.Q1, Map.of(moses, List.of(10_00L, 20_00L)));
        Statement preview = statements.preview(moses);
        assertThat(preview.state()).isEqualTo(StatementState.PREVIEW);
        assertThat(preview.period()).isEqualTo(Quarters.Q1);
        assertThat(preview.run()).isEmpty();
        assertThat(preview.payable()).isEqualTo(usd("35.00"));
        assertThat(statements.view(moses, Quarters.Q1)).hasValue(preview);
        assertThat(statements.totalsOf(Quarters.Q1)).isEmpty();
    }

    @Test
    void variesAgainstThePeriodBefore() {
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        statements.publish(
                dictated.run(Quarters.Q1, RunState.ACCEPTED, Map.of(anna, List.of(100_00L), moses, List.of(7_00L))));
        periods.transition(Quarters.Q1, PeriodState.LOCKED);
        RunId run = dictated.run(Quarters.Q2, RunState.CALCULATED, Map.of(anna, List.of(60_00L)));
        assertThat(statements.varianceAgainstPrevious(run))
                .containsExactly(
                        new Variance(anna, usd("60.00"), usd("100.00")), new Variance(moses, usd("0.00"), usd("7.00")));
        assertThat(statements.varianceAgainstPrevious(run).getFirst().difference()).isEqualTo(usd("-40.00"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "update statement.statement set payable_minor = payable_minor + 1, earned_minor = earned_minor + 1",
        "delete from statement.statement",
        "truncate statement.statement"
    })
    void theApplicationCannotChangeWhatIsPublished(String statement) {
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        statements.publish(dictated.run(Quarters.Q1, RunState.ACCEPTED, Map.of(anna, List.of(100_00L))));
        assertThatThrownBy(() -> jdbc.sql(statement).update()).isInstanceOf(DataAccessException.class);
    }

    @Test
    void theLedgerSaysWhatTheStatementsSay() {
        adjust(anna, "12.34");
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        statements.publish(
                dictated.run(Quarters.Q1, RunState.ACCEPTED, Map.of(anna, List.of(1_11L), moses, List.of(2_22L))));
        Map<ParticipantId, Money> movements = ledger.movements(AccountType.EARNED, Quarters.Q1, USD);
        assertThat(statements.totalsOf(Quarters.Q1))
                .allSatisfy(t -> assertThat(movements).containsEntry(t.participant(), t.payable()))
                .hasSameSizeAs(movements.entrySet());
    }

    private void adjust(ParticipantId participant, String amount) {
        AdjustmentId id = acting.as(
                People.FIONA,
                () -> adjustments.propose(new AdjustmentDraft(participant, Quarters.Q1, usd(amount), "Correction")));
        acting.as(People.FRANK, () -> adjustments.approve(id));
    }
}
