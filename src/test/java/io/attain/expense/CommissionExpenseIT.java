package io.attain.expense;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

import io.attain.calculation.DemoFiles;
import io.attain.calculation.Run;
import io.attain.calculation.RunKind;
import io.attain.calculation.Runs;
import io.attain.fixtures.People;
import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.plan.PlanId;
import io.attain.sales.CsvFiles;
import io.attain.sales.Imports;
import io.attain.shared.Money;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Commissions of real runs are spread over their contracts, to the cent. */
class CommissionExpenseIT extends PostgresIT {

    private static final Currency USD = Currency.getInstance("USD");
    private static final PlanId REPS = new PlanId("reps");
    private static final YearMonth MARCH = YearMonth.of(2017, 3);
    private static final String PLAN = """
            {"language": "attain/1", "id": "reps", "name": "Reps", "currency": "USD", "calendar": "quarters",
             "effective": {"from": "2017-01-01"},
             "components": [{"id": "all", "name": "All", "credits": {"roles": ["direct", "split"]}, "measure": "amount",
               "window": "credit", "pay": {"type": "flat-rate", "rate": "0.1"}}]}
            """;

    @Autowired
    private CommissionExpense expense;
    @Autowired
    private DemoFiles demo;
    @Autowired
    private Imports imports;
    @Autowired
    private Runs runs;
    @Autowired
    private Periods periods;

    @BeforeEach
    void aPlanThatPaysATenth() {
        sweep();
        Quarters.define(periods, 4);
        CsvFiles.organisation(imports);
        demo.publish(PLAN);
        upload("participant,plan,from,to\nMoses Frase,reps,2017-01-01,\n");
        upload("id,kind,date,seller,amount,currency,term_months\n"
                + "A,booking,2017-01-10,Moses Frase,24000,USD,24\n"
                + "B,booking,2017-03-05,Moses Frase,36000,USD,\n"
                + "C,booking,2017-03-06,Moses Frase,1000,USD,12\n");
    }

    @Test
    void spreadsOverTheTermOfEachSaleAndLeavesOutAYear() {
        close(Quarters.Q1);
        assertThat(expense.rollForward(MARCH, MARCH)).as("without a policy nothing is deferred").isEmpty();
        set(policy(LocalDate.of(2017, 1, 1), 36, 36, true));

        List<Movement> movements = expense.rollForward(YearMonth.of(2017, 1), YearMonth.of(2020, 2));
        Movement march = at(movements, MARCH);
        // A: 2,400.00 over 24 months from January; B: 3,600.00 over 36 from March; C, a year, is expensed at once.
        assertThat(march.opening()).isEqualTo(usd("2200.00"));
        assertThat(march.capitalised()).isEqualTo(usd("3600.00"));
        assertThat(march.amortised()).isEqualTo(usd("200.00"));
        assertThat(march.closing()).isEqualTo(usd("5600.00"));
        assertThat(at(movements, YearMonth.of(2020, 2)).closing()).isEqualTo(usd("0.00"));
        Money capitalised = sum(movements.stream().map(Movement::capitalised).toList());
        assertThat(capitalised).isEqualTo(usd("6000.00"));
        assertThat(sum(movements.stream().map(Movement::amortised).toList())).isEqualTo(capitalised);
        for (int i = 1; i < movements.size(); i++) {
            assertThat(movements.get(i).opening()).isEqualTo(movements.get(i - 1).closing());
        }
        assertThat(expense.journal(MARCH)).extracting(JournalLine::debit, JournalLine::credit, JournalLine::amount)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(CommissionExpense.ASSET, CommissionExpense.COST,
                                usd("3600.00")),
                        org.assertj.core.groups.Tuple.tuple(CommissionExpense.AMORTISATION, CommissionExpense.ASSET,
                                usd("200.00")));
    }

    @Test
    void spreadsOverTheExpectedLifeWhereRenewalsAreNotPaidAlike() {
        close(Quarters.Q1);
        set(policy(LocalDate.of(2017, 1, 1), 12, 48, false));
        Movement march = at(expense.rollForward(MARCH, MARCH), MARCH);
        assertThat(march.opening()).isEqualTo(usd("2300.00"));
        assertThat(march.capitalised()).isEqualTo(usd("3700.00"));
    }

    @Test
    void aReturnTakesWhatIsLeftOfItsPartAtOnce() {
        set(policy(LocalDate.of(2017, 1, 1), 36, 36, true));
        close(Quarters.Q1);
        upload("id,kind,date,amount,currency,refers_to\nR,return,2017-04-20,6000,USD,A\n");
        Movement april = at(expense.rollForward(MARCH, YearMonth.of(2017, 4)), YearMonth.of(2017, 4));
        // Of A 2,000.00 are left after April; a quarter of it goes with the quarter of the deal.
        assertThat(april.accelerated()).isEqualTo(usd("500.00"));
        assertThat(april.amortised()).isEqualTo(usd("200.00"));
    }

    @Test
    void aLaterPolicyLeavesClosedMonthsAlone() {
        set(policy(LocalDate.of(2017, 1, 1), 36, 36, true));
        close(Quarters.Q1);
        List<Movement> before = expense.rollForward(YearMonth.of(2017, 1), MARCH);
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> set(policy(LocalDate.of(2017, 2, 1), 24, 24, true)))
                .matches(refused -> refused.code().equals("expense-closed"));
        set(policy(LocalDate.of(2017, 4, 1), 24, 24, true));
        assertThat(expense.rollForward(YearMonth.of(2017, 1), MARCH)).isEqualTo(before);
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> set(policy(LocalDate.of(2017, 4, 1), 30, 30, true)))
                .matches(refused -> refused.code().equals("expense-policy-there"));
    }

    @Test
    void financeAloneSetsPoliciesThatMakeSense() {
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> acting.as(People.CORA,
                () -> expense.set(policy(LocalDate.of(2017, 1, 1), 12, 12, true))));
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> policy(LocalDate.of(2017, 1, 1), 36, 12, true))
                .withMessageContaining("cannot be shorter");
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> policy(LocalDate.of(2017, 1, 1), 0, 12, true));
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> expense.rollForward(MARCH, YearMonth.of(2017, 1)));
    }

    private static Policy policy(LocalDate from, int term, int life, boolean commensurate) {
        return new Policy(REPS, "all", from, term, Optional.of("term_months"), life, commensurate, true);
    }

    private void set(Policy policy) {
        acting.as(People.FIONA, () -> expense.set(policy));
    }

    private void close(PeriodId period) {
        Run run = runs.freeze(period, RunKind.CLOSE);
        for (int chunk = 0; chunk < run.chunks(); chunk++) {
            runs.calculateChunk(run.id(), chunk);
        }
        runs.finish(run.id());
        periods.transition(period, PeriodState.CLOSING);
        runs.accept(run.id());
        periods.transition(period, PeriodState.LOCKED);
    }

    private static Movement at(List<Movement> movements, YearMonth month) {
        return movements.stream().filter(one -> one.month().equals(month)).findFirst().orElseThrow();
    }

    private static Money sum(List<Money> amounts) {
        return amounts.stream().reduce(Money.zero(USD), Money::plus);
    }

    private static Money usd(String amount) {
        return Money.of(amount, USD);
    }

    private void upload(String text) {
        CsvFiles.upload(imports, text);
    }
}
