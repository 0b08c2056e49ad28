package io.attain.ledger;

import java.util.Currency;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.security.access.AccessDeniedException;

import io.attain.audit.Approvals;
import io.attain.audit.Verdict;
import io.attain.fixtures.DictatedIT;
import io.attain.fixtures.People;
import io.attain.fixtures.Quarters;
import io.attain.fixtures.Together;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodState;
import io.attain.shared.Money;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AdjustmentsIT extends DictatedIT {

    private static final User MOSES = People.rep("Moses Frase");

    @Autowired
    private Adjustments adjustments;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Approvals approvals;

    private ParticipantId moses;

    @BeforeEach
    void mosesIsEmployed() {
        moses = staff.employ(MOSES);
    }

    @Test
    void anApprovedAdjustmentIsPostedAndRecordedWithTwoNames() {
        AdjustmentId id = propose(People.FIONA, usd("150.00"));
        assertThat(adjustments.pending()).extracting(Adjustment::id).containsExactly(id);
        assertThat(ledger.balance(Account.earned(moses), USD).isZero()).isTrue();

        Adjustment approved = acting.as(People.FRANK, () -> adjustments.approve(id));

        assertThat(approved.state()).isEqualTo(AdjustmentState.APPROVED);
        assertThat(approved.decidedBy()).hasValue(People.FRANK.id());
        assertThat(ledger.balance(Account.earned(moses), USD)).isEqualTo(usd("150.00"));
        assertThat(ledger.trialBalance().balances()).isTrue();
        assertThat(approvals.of(approved.caseRef())).singleElement().satisfies(a -> {
            assertThat(a.submittedBy()).isEqualTo(People.FIONA.id());
            assertThat(a.decidedBy()).isEqualTo(People.FRANK.id());
            assertThat(a.subjectDigest()).isEqualTo(approved.digest());
            assertThat(a.verdict()).isEqualTo(Verdict.APPROVED);
        });
        assertThat(adjustments.approvedOf(Quarters.Q1)).hasSize(1);
        assertThat(adjustments.approvedOf(moses, Quarters.Q2)).isEmpty();
        assertThat(adjustments.pending()).isEmpty();
    }

    @Test
    void aRejectedOneMovesNothing() {
        AdjustmentId id = propose(People.FIONA, usd("150.00"));
        assertThatThrownBy(() -> acting.as(People.FRANK, () -> adjustments.reject(id, " ")))
                .isInstanceOf(Refused.class);
        acting.as(People.FRANK, () -> adjustments.reject(id, "No such promise"));
        assertThat(adjustments.get(id).decisionReason()).hasValue("No such promise");
        assertThat(ledger.balance(Account.earned(moses), USD).isZero()).isTrue();
        assertThatThrownBy(() -> acting.as(People.FRANK, () -> adjustments.approve(id))).isInstanceOf(Refused.class);
    }

    @Test
    void whoProposedItDoesNotDecideIt() {
        AdjustmentId id = propose(People.FIONA, usd("150.00"));
        assertThatThrownBy(() -> acting.as(People.FIONA, () -> adjustments.approve(id)))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> acting.as(People.FIONA, () -> adjustments.reject(id, "Mistake")))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> jdbc.sql("""
                        update ledger.adjustment set state = 'APPROVED', decided_by = proposed_by, decided_at = now()
                        """).update())
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("adjustment_four_eyes");
    }

    @Test
    void onlyFinanceAndCompAdminsProposeAndOnlyFinanceDecides() {
        for (User user : List.of(MOSES, People.RENATA, People.AUDRA, People.OTTO, People.DIANA)) {
            assertThatThrownBy(() -> propose(user, usd("1.00"))).isInstanceOf(AccessDeniedException.class);
        }
        AdjustmentId id = propose(People.CORA, usd("1.00"));
        for (User user : List.of(MOSES, People.RENATA, People.AUDRA, People.OTTO, People.COLIN)) {
            assertThatThrownBy(() -> acting.as(user, () -> adjustments.approve(id)))
                    .isInstanceOf(AccessDeniedException.class);
        }
        acting.as(People.DIANA, () -> adjustments.approve(id));
    }

    @Test
    void nobodyAdjustsHisOwnPay() {
        User greedy = new User(MOSES.id(), MOSES.userName(), MOSES.displayName(), Set.of(Role.FINANCE));
        assertThatThrownBy(() -> propose(greedy, usd("1000.00"))).isInstanceOf(AccessDeniedException.class);
        AdjustmentId id = propose(People.FIONA, usd("1000.00"));
        assertThatThrownBy(() -> acting.as(greedy, () -> adjustments.approve(id)))
                .isInstanceOf(AccessDeniedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "   ", "x" })
    void hasAReasonOfReadableLength(String reason) {
        String text = reason.equals("x") ? "x".repeat(501) : reason;
        assertThatThrownBy(() -> acting.as(
                People.FIONA,
                () -> adjustments.propose(new AdjustmentDraft(moses, Quarters.Q1, usd("1.00"), text))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void movesSomethingInTheCurrencyOfThePay() {
        assertThatThrownBy(() -> propose(People.FIONA, usd("0.00"))).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> propose(People.FIONA, Money.of("1.00", Currency.getInstance("EUR"))))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("USD");
    }

    @Test
    void isRefusedOnceThePeriodIsLocked() {
        AdjustmentId waiting = propose(People.FIONA, usd("5.00"));
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        AdjustmentId late = propose(People.FIONA, usd("6.00"));
        acting.as(People.FRANK, () -> adjustments.approve(late));
        periods.transition(Quarters.Q1, PeriodState.LOCKED);
        assertThatThrownBy(() -> propose(People.FIONA, usd("7.00")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("2017-Q1 is locked");
        assertThatThrownBy(() -> acting.as(People.FRANK, () -> adjustments.approve(waiting)))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> jdbc.sql("""
                        update ledger.adjustment set state = 'APPROVED', decided_by = 'x', decided_at = now()
                        where state = 'PROPOSED'
                        """).update()).isInstanceOf(DataAccessException.class);
        acting.as(People.FRANK, () -> adjustments.reject(waiting, "Too late"));
        assertThat(adjustments.pending()).isEmpty();
    }

    @Test
    void isRefusedWhileThePayoutIsBeingSigned() {
        AdjustmentId waiting = propose(People.FIONA, usd("5.00"));
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        adjustments.seal(Quarters.Q1, "The payout is being signed.");
        assertThatThrownBy(() -> propose(People.FIONA, usd("6.00"))).hasMessageContaining("being signed");
        assertThatThrownBy(() -> acting.as(People.FRANK, () -> adjustments.approve(waiting)))
                .hasMessageContaining("being signed");
        adjustments.unseal(Quarters.Q1);
        acting.as(People.FRANK, () -> adjustments.approve(waiting));
    }

    @Test
    void oneOfTwoDecisionsAtOnceCounts() throws InterruptedException {
        AdjustmentId id = propose(People.CORA, usd("5.00"));
        List<Together.Outcome<Adjustment>> outcomes = Together.run(
                () -> acting.as(People.FIONA, () -> adjustments.approve(id)),
                () -> acting.as(People.FRANK, () -> adjustments.reject(id, "No")),
                () -> acting.as(People.DIANA, () -> adjustments.approve(id)));
        assertThat(outcomes).filteredOn(Together.Outcome::succeeded).hasSize(1);
        boolean approved = adjustments.get(id).state() == AdjustmentState.APPROVED;
        assertThat(ledger.balance(Account.earned(moses), USD)).isEqualTo(approved ? usd("5.00") : usd("0.00"));
    }

    @Test
    void theApplicationCannotChangeADecidedOne() {
        AdjustmentId id = propose(People.FIONA, usd("5.00"));
        acting.as(People.FRANK, () -> adjustments.approve(id));
        for (String statement : List.of(
                "update ledger.adjustment set amount_minor = 1",
                "update ledger.adjustment set state = 'REJECTED'",
                "delete from ledger.adjustment")) {
            assertThatThrownBy(() -> jdbc.sql(statement).update()).isInstanceOf(DataAccessException.class);
        }
    }

    private AdjustmentId propose(User user, Money amount) {
        return acting.as(
                user,
                () -> adjustments.propose(new AdjustmentDraft(moses, Quarters.Q1, amount, "Promised by the director")));
    }
}
