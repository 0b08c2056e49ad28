package io.attain.payout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;

import io.attain.audit.Approval;
import io.attain.audit.Approvals;
import io.attain.audit.Verdict;
import io.attain.calculation.RunId;
import io.attain.calculation.RunState;
import io.attain.fixtures.DictatedIT;
import io.attain.fixtures.People;
import io.attain.fixtures.Quarters;
import io.attain.fixtures.Together;
import io.attain.identity.User;
import io.attain.identity.UserId;
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
import io.attain.shared.Sha256;
import io.attain.statement.StatementTotals;
import io.attain.statement.Statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

class PayoutBatchesIT extends DictatedIT {

    @Autowired
    private PayoutBatches payouts;

    @Autowired
    private Statements statements;

    @Autowired
    private Adjustments adjustments;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Approvals approvals;

    private ParticipantId anna;
    private ParticipantId moses;
    private ParticipantId owing;
    private RunId run;

    @BeforeEach
    void q1IsCalculated() {
        anna = staff.employ(People.rep("Anna Snelling"));
        moses = staff.employ(People.rep("Moses Frase"));
        owing = staff.employ("Cecily Lampkin", "USD");
        adjust(moses, "0.50");
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        run = dictated.run(
                Quarters.Q1,
                RunState.CALCULATED,
                Map.of(anna, List.of(1_234_56L), moses, List.of(99_00L, 50L), owing, List.of(-10_00L)));
    }

    @Test
    void paysWhatTheRunAndTheAdjustmentsSayAndNobodyLessThanNothing() {
        PayoutBatch batch = prepare();
        assertThat(batch.state()).isEqualTo(PayoutState.PREPARED);
        assertThat(batch.preparedBy()).isEqualTo(People.FIONA.id());
        assertThat(batch.totals()).containsExactly(usd("1334.56"));
        assertThat(batch.lineCount()).isEqualTo(2);
        assertThat(payouts.lines(batch.id()))
                .extracting(PayoutLine::participant, PayoutLine::amount)
                .containsExactly(
                        tuple(anna, usd("1234.56")),
                        tuple(moses, usd("100.00")));
        assertThat(payouts.lines(batch.id())).allMatch(l -> l.payDate().equals(periods.get(Quarters.Q1).payDate()));
    }

    @Test
    void preparingAgainGivesTheSameBatch() throws InterruptedException {
        List<Together.Outcome<PayoutBatch>> outcomes = Together.run(this::prepare, this::prepare);
        assertThat(outcomes).allMatch(Together.Outcome::succeeded);
        assertThat(outcomes.getFirst().value().map(PayoutBatch::id))
                .isEqualTo(outcomes.getLast().value().map(PayoutBatch::id));
        assertThat(payouts.ofPeriod(Quarters.Q1)).hasSize(1);
    }

    @Test
    void isPreparedBySomebodyFromACalculatedRunOfAClosingPeriod() {
        assertThatThrownBy(() -> payouts.prepare(Quarters.Q1, run))
                .isInstanceOf(AuthenticationCredentialsNotFoundException.class);
        RunId frozen = dictated.run(Quarters.Q1, RunState.FROZEN, Map.of(anna, List.of(1L)));
        assertThatThrownBy(() -> acting.as(People.FIONA, () -> payouts.prepare(Quarters.Q1, frozen)))
                .isInstanceOf(Refused.class);
        RunId ofQ2 = dictated.run(Quarters.Q2, RunState.CALCULATED, Map.of(anna, List.of(1L)));
        assertThatThrownBy(() -> acting.as(People.FIONA, () -> payouts.prepare(Quarters.Q2, ofQ2)))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> acting.as(People.FIONA, () -> payouts.prepare(Quarters.Q1, ofQ2)))
                .isInstanceOf(Refused.class);
    }

    @Test
    void fileLedgerAndStatementsSayTheSameToTheCent() {
        PayoutBatch batch = signed(false);
        payday.lock(batch);

        ExportFile file = payouts.release(batch.id());

        Money fileTotal = rows(file).stream()
                .map(row -> Money.of(row.getField("amount"), USD))
                .reduce(Money.zero(USD), Money::plus);
        Money paid = ledger.movements(AccountType.PAID, Quarters.Q1, USD).values().stream()
                .reduce(Money.zero(USD), Money::plus);
        Money payable = statements.totalsOf(Quarters.Q1).stream()
                .map(StatementTotals::payable)
                .filter(Money::isPositive)
                .reduce(Money.zero(USD), Money::plus);
        assertThat(fileTotal).isEqualTo(usd("1334.56")).isEqualTo(paid).isEqualTo(payable);
        assertThat(rows(file)).extracting(row -> row.getField("employee number")).doesNotHaveDuplicates().hasSize(2);
        assertThat(rows(file).getFirst().getFields())
                .containsExactly("E1000", "Anna Snelling", "Attain Inc", "CC-410", "2017-04-28", "1234.56", "USD",
                        "" + batch.id());
        assertThat(ledger.balance(Account.earned(anna), USD).isZero()).isTrue();
        assertThat(ledger.balance(Account.payable(anna), USD).isZero()).isTrue();
        assertThat(ledger.balance(Account.earned(owing), USD).isZero()).isTrue();
        assertThat(ledger.balance(Account.clawbackReceivable(owing), USD)).isEqualTo(usd("10.00"));
        assertThat(ledger.trialBalance().balances()).isTrue();
        assertThat(statements.find(moses, Quarters.Q1).orElseThrow().paid()).isEqualTo(usd("100.00"));
        assertThat(statements.find(owing, Quarters.Q1).orElseThrow().paid().isZero()).isTrue();
        assertThat(periods.get(Quarters.Q1).state()).isEqualTo(PeriodState.PAID);
        assertThat(payouts.get(batch.id()).state()).isEqualTo(PayoutState.RELEASED);
    }

    @Test
    void releasingTwiceOrAtOncePaysOnceAndGivesTheSameFile() throws InterruptedException {
        PayoutBatch batch = signed(false);
        payday.lock(batch);
        List<Together.Outcome<ExportFile>> outcomes = Together.run(
                () -> payouts.release(batch.id()),
                () -> payouts.release(batch.id()),
                () -> payouts.release(batch.id()),
                () -> payouts.release(batch.id()));
        assertThat(outcomes).allMatch(Together.Outcome::succeeded);
        ExportFile kept = payouts.file(batch.id()).orElseThrow();
        assertThat(outcomes).allMatch(o -> o.value().equals(Optional.of(kept)));
        assertThat(ledger.balance(Account.paid(anna), USD)).isEqualTo(usd("1234.56"));
        assertThat(kept.sha256()).isEqualTo(Sha256.of(kept.bytes()));
        assertThat(payouts.release(batch.id())).isEqualTo(kept);
    }

    @Test
    void aTokenMovedPastTheSignaturePaysNothing() {
        PayoutBatch batch = prepare();
        payday.lock(batch);
        assertRefusedAndNothingPaid(batch, "payout-state");
    }

    @Test
    void aTokenMovedPastTheSignatureOfARoutedBatchPaysNothing() {
        PayoutBatch batch = prepare();
        payouts.route(batch.id(), false);
        assertThatThrownBy(() -> payouts.sign(batch.id())).isInstanceOf(Refused.class);
        payday.lock(batch);
        assertRefusedAndNothingPaid(batch, "payout-unsigned");
    }

    @Test
    void theSecondSignatureIsNotForgotten() {
        PayoutBatch batch = prepare();
        payouts.route(batch.id(), true);
        payday.approve(batch, PayoutBatch.SIGN, People.FRANK, batch.digest());
        payday.lock(batch);
        assertRefusedAndNothingPaid(batch, "payout-unsigned");
        payday.approve(batch, PayoutBatch.SECOND_SIGNATURE, People.DIANA, batch.digest());
        payouts.release(batch.id());
        assertThat(ledger.balance(Account.paid(anna), USD)).isEqualTo(usd("1234.56"));
    }

    @Test
    void onePersonIsNotTwoSignatures() {
        PayoutBatch batch = prepare();
        payouts.route(batch.id(), true);
        payday.approve(batch, PayoutBatch.SIGN, People.DIANA, batch.digest());
        payday.approve(batch, PayoutBatch.SECOND_SIGNATURE, People.DIANA, batch.digest());
        payday.lock(batch);
        assertRefusedAndNothingPaid(batch, "payout-unsigned");
    }

    @Test
    void aSignatureOfThePreparerDoesNotCount() {
        PayoutBatch batch = prepare();
        payouts.route(batch.id(), false);
        transaction.executeWithoutResult(tx -> approvals.record(new Approval(
                batch.caseRef(),
                1,
                PayoutBatch.SIGN,
                "",
                People.FRANK.id(),
                People.FIONA.id(),
                Verdict.APPROVED,
                Optional.empty(),
                batch.digest(),
                Instant.now(),
                Optional.empty(),
                Optional.empty())));
        payday.lock(batch);
        assertRefusedAndNothingPaid(batch, "payout-unsigned");
    }

    @Test
    void aSignatureUnderAnotherContentDoesNotCount() {
        PayoutBatch batch = prepare();
        payouts.route(batch.id(), false);
        payday.approve(batch, PayoutBatch.SIGN, People.FRANK, Sha256.of("something else"));
        payday.lock(batch);
        assertRefusedAndNothingPaid(batch, "payout-unsigned");
    }

    @Test
    void aRejectionStandsAgainstEverySignature() {
        PayoutBatch batch = prepare();
        payouts.route(batch.id(), false);
        transaction.executeWithoutResult(tx -> approvals.record(new Approval(
                batch.caseRef(),
                1,
                PayoutBatch.SIGN,
                "",
                People.FIONA.id(),
                People.DIANA.id(),
                Verdict.REJECTED,
                Optional.of("Too much"),
                batch.digest(),
                Instant.now(),
                Optional.empty(),
                Optional.empty())));
        payday.approve(batch, PayoutBatch.SIGN, People.FRANK, batch.digest());
        payday.lock(batch);
        assertRefusedAndNothingPaid(batch, "payout-rejected");
    }

    @Test
    void aRouteOnceStrictStaysStrict() {
        PayoutBatch batch = prepare();
        payouts.route(batch.id(), true);
        assertThat(payouts.route(batch.id(), false).secondSignature()).hasValue(true);
        assertThatThrownBy(() -> jdbc.sql("update payout.batch set second_signature = false").update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void nothingIsPaidBeforeTheLock() {
        PayoutBatch batch = signed(false);
        assertThatThrownBy(() -> payouts.release(batch.id()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("not locked");
        assertThat(payouts.file(batch.id())).isEmpty();
    }

    @Test
    void nothingIsPaidWhenTheStatementsAreOfAnotherRun() {
        PayoutBatch batch = signed(false);
        RunId other = dictated.run(Quarters.Q1, RunState.ACCEPTED, Map.of(anna, List.of(1_234_56L)));
        statements.publish(other);
        periods.transition(Quarters.Q1, PeriodState.LOCKED);
        assertRefusedAndNothingPaid(batch, "payout-other-run");
    }

    @Test
    void adjustmentsWaitWhileItIsBeingSignedAndGoOnWhenItIsSentBack() {
        PayoutBatch batch = prepare();
        assertThatThrownBy(() -> adjust(moses, "1.00")).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> payouts.reject(batch.id(), " ")).isInstanceOf(Refused.class);
        payouts.reject(batch.id(), "Moses is owed one dollar more");
        payouts.reject(batch.id(), "again");
        assertThat(payouts.get(batch.id()).rejectionReason()).hasValue("Moses is owed one dollar more");
        assertThat(payouts.live(Quarters.Q1)).isEmpty();
        adjust(moses, "1.00");
        PayoutBatch next = prepare();
        assertThat(next.id()).isNotEqualTo(batch.id());
        assertThat(next.totals()).containsExactly(usd("1335.56"));
        assertThat(next.digest()).isNotEqualTo(batch.digest());
    }

    @Test
    void aRejectedBatchIsNeverReleased() {
        PayoutBatch batch = signed(false);
        payouts.reject(batch.id(), "Stop");
        payday.lock(batch);
        assertRefusedAndNothingPaid(batch, "payout-state");
    }

    @Test
    void theDigestIsOfTheContentAndNothingElse() {
        PayoutBatch first = prepare();
        payouts.reject(first.id(), "Again");
        PayoutBatch second = prepare();
        assertThat(second.digest()).isEqualTo(first.digest());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "update payout.line set amount_minor = amount_minor + 1",
        "delete from payout.line",
        "update payout.batch set digest = sha256('x')",
        "update payout.batch set prepared_by = 'someone'",
        "update payout.batch set state = 'RELEASED', released_at = now(), second_signature = false",
        "delete from payout.batch",
        "update payout.export_file set content = 'x'",
        "insert into payout.export_file select batch_id, 'x', sha256('y'), 'x', now() from payout.line limit 1"
    })
    void theApplicationCannotChangeWhatIsPrepared(String statement) {
        prepare();
        assertThatThrownBy(() -> jdbc.sql(statement).update()).isInstanceOf(DataAccessException.class);
    }

    @Test
    void aBatchWithNothingToPayIsReleasedToo() {
        RunId nothing = dictated.run(Quarters.Q1, RunState.CALCULATED, Map.of(anna, List.of(), moses, List.of(-50L)));
        PayoutBatch batch = acting.as(People.FIONA, () -> payouts.prepare(Quarters.Q1, nothing));
        assertThat(batch.totals()).isEmpty();
        payday.sign(batch, false);
        payday.lock(batch);
        assertThat(rows(payouts.release(batch.id()))).isEmpty();
    }

    private void assertRefusedAndNothingPaid(PayoutBatch batch, String code) {
        assertThatThrownBy(() -> payouts.release(batch.id()))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
        assertThat(ledger.movements(AccountType.PAID, Quarters.Q1, USD)).isEmpty();
        assertThat(payouts.file(batch.id())).isEmpty();
        assertThat(periods.get(Quarters.Q1).state()).isNotEqualTo(PeriodState.PAID);
    }

    private PayoutBatch prepare() {
        return acting.as(People.FIONA, () -> payouts.prepare(Quarters.Q1, run));
    }

    private PayoutBatch signed(boolean second) {
        return payday.sign(prepare(), second);
    }

    private void adjust(ParticipantId participant, String amount) {
        AdjustmentId id = acting.as(
                People.CORA,
                () -> adjustments.propose(new AdjustmentDraft(participant, Quarters.Q1, usd(amount), "Correction")));
        acting.as(People.FRANK, () -> adjustments.approve(id));
    }

    private static List<NamedCsvRecord> rows(ExportFile file) {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder()
                .ofNamedCsvRecord(new String(file.bytes(), StandardCharsets.UTF_8))) {
            return reader.stream().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
