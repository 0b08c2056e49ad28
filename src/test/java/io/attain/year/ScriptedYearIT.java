package io.attain.year;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import io.attain.fixtures.PostgresIT;
import io.attain.ledger.Account;
import io.attain.ledger.AccountType;
import io.attain.ledger.Balance;
import io.attain.ledger.Ledger;
import io.attain.participant.Participant;
import io.attain.participant.Participants;
import io.attain.payout.PayoutBatches;
import io.attain.payout.PayoutLine;
import io.attain.period.PeriodId;
import io.attain.shared.Money;
import io.attain.statement.Statement;
import io.attain.statement.Statements;
import io.attain.year.Model.Standing;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A year of closes through the real processes on the real engine and PostgreSQL; after every month each payable and each
 * balance of the ledger is what an independent model says, to the cent.
 */
@Import(Office.class)
class ScriptedYearIT extends PostgresIT {

    private static final long SEED = 20_170_101;
    private static final String CREDITED = "earned and adjusted in the month";
    private static final int MONTHS_OF_LATE_WORD = 4;
    private static final int MONTHS = Integer.getInteger("attain.year.months", 12);

    @Autowired
    private Office office;
    @Autowired
    private Ledger ledger;
    @Autowired
    private Statements statements;
    @Autowired
    private PayoutBatches payouts;
    @Autowired
    private Participants participants;

    @BeforeEach
    void startAnew() {
        sweep();
    }

    @Test
    void everyPayableAndEveryBalanceOfEveryMonthIsWhatTheModelSays() {
        office.open(Script.CLAIMANTS);
        Model model = new Model();
        for (Chapter chapter : Script.of(SEED, MONTHS)) {
            office.play(chapter);
            List<String> differences = differences(chapter, model.after(chapter), Word.IN_TIME);
            assertThat(differences).as("%d differences after %s", differences.size(), chapter.month()).isEmpty();
            assertThat(ledger.trialBalance().balances()).as("trial balance after %s", chapter.month()).isTrue();
        }
    }

    @Test
    void wordThatComesLateChangesWhenSomethingIsEarnedAndNotWhat() {
        List<Chapter> inTime = Script.of(SEED, MONTHS_OF_LATE_WORD);
        List<Chapter> late = LateWord.of(SEED, inTime);
        assertThat(late).isNotEqualTo(inTime);
        Map<String, BigDecimal> expected = new TreeMap<>();
        Model prompt = new Model();
        inTime.forEach(chapter -> prompt.after(chapter).forEach((name, standing) -> expected.merge(name,
                standing.earnedNow().add(standing.adjustedNow()), BigDecimal::add)));
        office.open(Script.CLAIMANTS);
        Model model = new Model();
        Map<String, BigDecimal> earned = new TreeMap<>();
        boolean corrected = false;
        for (Chapter chapter : late) {
            office.play(chapter);
            List<String> differences = differences(chapter, model.after(chapter), Word.LATE);
            assertThat(differences).as("%d differences after %s", differences.size(), chapter.month()).isEmpty();
            for (Statement one : ofMonth(chapter)) {
                earned.merge(one.participant().value(), one.earned().plus(one.adjustments()).toDecimal(),
                        BigDecimal::add);
                corrected |= !one.corrections().isEmpty();
            }
        }
        assertThat(corrected).as("a locked month was corrected").isTrue();
        assertThat(participants.all()).isNotEmpty().allSatisfy(person -> assertThat(
                earned.getOrDefault(person.id().value(), BigDecimal.ZERO)).as(person.name())
                .isEqualByComparingTo(expected.getOrDefault(person.name(), BigDecimal.ZERO)));
    }

    /** Whether what belongs to a locked month is heard of after it: then it is an adjustment of the month it is heard in. */
    private enum Word {
        IN_TIME, LATE
    }

    private List<Statement> ofMonth(Chapter chapter) {
        return statements.ofPeriod(Office.period(chapter.month().getMonthValue()));
    }

    private List<String> differences(Chapter chapter, Map<String, Standing> standings, Word word) {
        PeriodId period = Office.period(chapter.month().getMonthValue());
        Map<String, Statement> stated = new TreeMap<>();
        ofMonth(chapter).forEach(one -> stated.put(one.participant().value(), one));
        Map<String, BigDecimal> paid = new TreeMap<>();
        payouts.live(period).ifPresent(batch -> payouts.lines(batch.id())
                .forEach((PayoutLine line) -> paid.put(line.participant().value(), line.amount().toDecimal())));
        List<String> differences = new ArrayList<>();
        Map<String, BigDecimal> expense = new TreeMap<>();
        for (Participant person : participants.all()) {
            Standing model = standings.getOrDefault(person.name(), Standing.NONE);
            expense.merge(person.currency().getCurrencyCode(), model.expense(), BigDecimal::add);
            Map<String, BigDecimal> ours = new TreeMap<>(balances(person));
            Statement statement = stated.get(person.id().value());
            if (statement != null) {
                ours.put(CREDITED, statement.earned().plus(statement.adjustments()).toDecimal());
                if (word == Word.IN_TIME) {
                    ours.put("adjusted in the month", statement.adjustments().toDecimal());
                }
            }
            ours.put("paid in the month", paid.getOrDefault(person.id().value(), BigDecimal.ZERO));
            theirs(model, word).forEach((what, amount) -> {
                BigDecimal our = ours.getOrDefault(what, BigDecimal.ZERO);
                if (our.compareTo(amount) != 0) {
                    differences.add("%s, %s, %s: Attain says %s, the model says %s%n    %s".formatted(chapter.month(),
                            person.name(), what, our, amount, String.join("%n    ".formatted(), model.why())));
                }
            });
        }
        expense.forEach((currency, amount) -> {
            Money booked = ledger.balance(Account.expense(), Currency.getInstance(currency));
            if (booked.toDecimal().compareTo(amount) != 0) {
                differences.add("%s, company, EXPENSE in %s: Attain says %s, the model says %s".formatted(
                        chapter.month(), currency, booked, amount));
            }
        });
        return differences;
    }

    private Map<String, BigDecimal> balances(Participant person) {
        Map<String, BigDecimal> balances = new TreeMap<>();
        for (Balance balance : ledger.balances(person.id())) {
            balances.merge(balance.account().type().name(), balance.amount().toDecimal(), BigDecimal::add);
        }
        return balances;
    }

    private static Map<String, BigDecimal> theirs(Standing model, Word word) {
        Map<String, BigDecimal> theirs = new TreeMap<>();
        theirs.put(CREDITED, model.earnedNow().add(model.adjustedNow()));
        if (word == Word.IN_TIME) {
            theirs.put("adjusted in the month", model.adjustedNow());
        }
        theirs.put("paid in the month", model.paidNow());
        for (AccountType type : AccountType.values()) {
            theirs.put(type.name(), switch (type) {
                case EARNED, PAYABLE, IN_PAYMENT, EXCHANGE, EXPENSE -> BigDecimal.ZERO;
                case UNCOLLECTED -> model.uncollected();
                case HOLDBACK -> model.heldBack();
                case HELD -> model.held();
                case PAID -> model.paid();
                case DRAW_RECEIVABLE -> model.owed().draw();
                case CLAWBACK_RECEIVABLE -> model.owed().clawback();
            });
        }
        return theirs;
    }
}
