package io.attain.calculation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.attain.crediting.Share;
import io.attain.dispute.Alternative;
import io.attain.dispute.Answer;
import io.attain.dispute.ClaimKind;
import io.attain.dispute.Claims;
import io.attain.dispute.Consequence;
import io.attain.dispute.Decision;
import io.attain.dispute.DisputeId;
import io.attain.dispute.DisputeState;
import io.attain.dispute.Disputes;
import io.attain.dispute.FileClaim;
import io.attain.dispute.FilingResult;
import io.attain.fixtures.People;
import io.attain.fixtures.PostgresIT;
import io.attain.identity.User;
import io.attain.ledger.Ledger;
import io.attain.participant.ParticipantId;
import io.attain.period.CalendarSpan;
import io.attain.period.Calendars;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.sales.CsvFiles;
import io.attain.sales.EventKey;
import io.attain.sales.Imports;
import io.attain.shared.Money;
import io.attain.statement.StatementTotals;
import io.attain.statement.Statements;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Moses is paid by the month, Anna by the quarter: a claim between them is about the period that pays its claimant, and
 * what it takes from the other is weighed, held and given back in the period that pays him.
 */
class DisputeAcrossCalendarsIT extends PostgresIT {

    private static final User MOSES = People.rep("Moses Frase");
    private static final User ANNA = People.rep("Anna Snelling");
    private static final User DUSTIN = People.manager("Dustin Brinkmann");
    private static final ParticipantId MOSESS = new ParticipantId("moses-frase");
    private static final ParticipantId ANNAS = new ParticipantId("anna-snelling");
    private static final String PLAN = """
            {"language": "attain/1", "id": "%1$s", "name": "%1$s", "currency": "USD", "calendar": "%2$s",
             "effective": {"from": "2017-01-01"},
             "components": [
              {"id": "sales", "name": "Commission", "credits": {"roles": ["direct", "split"]}, "measure": "amount",
               "window": "credit", "pay": {"type": "flat-rate", "rate": "0.1"}}]}
            """;
    private static final EventKey OF_MOSES = new EventKey("crm", "M1");
    private static final EventKey OF_ANNA = new EventKey("crm", "A1");

    @Autowired
    private DemoFiles demo;
    @Autowired
    private LateDataWorld world;
    @Autowired
    private Imports imports;
    @Autowired
    private Calendars calendars;
    @Autowired
    private Periods periods;
    @Autowired
    private Runs runs;
    @Autowired
    private Disputes disputes;
    @Autowired
    private Claims claims;
    @Autowired
    private Statements statements;
    @Autowired
    private Ledger ledger;
    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void twoCalendars() {
        sweep();
        calendars.extend(new CalendarSpan("months", "", CalendarSpan.Length.MONTH, LocalDate.of(2017, 1, 1), 6, 15));
        calendars
                .extend(new CalendarSpan("quarters", "", CalendarSpan.Length.QUARTER, LocalDate.of(2017, 1, 1), 2, 15));
        CsvFiles.organisation(imports);
        for (User user : List.of(MOSES, ANNA, DUSTIN)) {
            jdbc.sql("update participant.participant set user_id = :user where name = :name")
                    .param("user", user.id().value()).param("name", user.displayName()).update();
        }
        demo.publish(PLAN.formatted("reps", "months"));
        demo.publish(PLAN.formatted("partners", "quarters"));
        upload("participant,plan,from,to\nMoses Frase,reps,2017-01-01,\nAnna Snelling,partners,2017-01-01,\n");
        upload("id,kind,date,seller,amount,currency,refers_to\nM1,booking,2017-01-11,Moses Frase,4000,USD,\n"
                + "M2,booking,2017-02-11,Moses Frase,700,USD,\nA1,booking,2017-01-10,Anna Snelling,3000,USD,\n");
    }

    @AfterEach
    void theBookBalances() {
        assertThat(ledger.trialBalance().balances()).isTrue();
    }

    @Test
    void aClaimIsAboutThePeriodOfItsClaimantAndHoldsInThatOfTheOther() {
        DisputeId id = claim(ANNA, OF_MOSES, share(MOSESS, 60), share(ANNAS, 40));
        assertThat(disputes.get(id).period()).isEqualTo(new PeriodId("2017-Q1"));
        assertThat(acting.as(ANNA, () -> claims.weigh(OF_MOSES, List.of(share(MOSESS, 60), share(ANNAS, 40))))
                .difference()).isEqualTo(usd("160.00"));
        assertThat(disputes.get(id).course().stake()).hasValue(usd("160.00"));

        acting.as(MOSES, () -> disputes.answer(id, new Answer.Contest(), "I sold it alone."));
        assertThat(differences(id)).isEqualTo(Map.of(MOSESS, usd("-160.00"), ANNAS, usd("160.00")));
        assertThat(moved(id)).containsExactly("HOLD 2017-01 moses-frase 16000");

        acting.as(DUSTIN, () -> disputes.decide(id, new Decision.Uphold(), "Both sold it."));
        assertThat(disputes.get(id).state()).isEqualTo(DisputeState.UPHELD);
        assertThat(moved(id)).containsExactly("HOLD 2017-01 moses-frase 16000", "RELEASE 2017-01 moses-frase 16000");
        assertThat(earned("2017-01", MOSESS)).isEqualTo(usd("240.00"));
        assertThat(earned("2017-Q1", ANNAS)).isEqualTo(usd("460.00"));
    }

    @Test
    void ofAMonthThatIsLockedItHoldsInTheOpenMonthThoughTheQuarterIsOpen() {
        world.close(new PeriodId("2017-01"));
        DisputeId id = claim(ANNA, OF_MOSES, share(MOSESS, 90), share(ANNAS, 10));
        assertThat(disputes.get(id).period()).isEqualTo(new PeriodId("2017-Q1"));
        acting.as(MOSES, () -> disputes.answer(id, new Answer.Contest(), "I sold it alone."));
        assertThat(differences(id)).isEqualTo(Map.of(MOSESS, usd("-40.00"), ANNAS, usd("40.00")));
        assertThat(moved(id)).containsExactly("HOLD 2017-02 moses-frase 4000");

        acting.as(DUSTIN, () -> disputes.decide(id, new Decision.Uphold(), "Both sold it."));
        assertThat(moved(id)).contains("RELEASE 2017-02 moses-frase 4000");
        world.close(new PeriodId("2017-02"));
        assertThat(paid("2017-02", MOSESS)).as("his February with January corrected").isEqualTo(usd("30.00"));
        assertThat(earned("2017-Q1", ANNAS)).isEqualTo(usd("340.00"));
    }

    @Test
    void theOtherWayRoundItIsTheMonthAndTheQuarterThatHolds() {
        DisputeId id = claim(MOSES, OF_ANNA, share(ANNAS, 50), share(MOSESS, 50));
        assertThat(disputes.get(id).period()).isEqualTo(new PeriodId("2017-01"));
        acting.as(ANNA, () -> disputes.answer(id, new Answer.Contest(), "I sold it alone."));
        assertThat(moved(id)).containsExactly("HOLD 2017-Q1 anna-snelling 15000");
        acting.as(MOSES, () -> disputes.withdraw(id));
        assertThat(moved(id)).contains("RELEASE 2017-Q1 anna-snelling 15000");
    }

    @Test
    void theCloseOfThePeriodOfEitherMakesADecisionWait() {
        DisputeId id = claim(ANNA, OF_MOSES, share(MOSESS, 60), share(ANNAS, 40));
        acting.as(MOSES, () -> disputes.answer(id, new Answer.Contest(), "I sold it alone."));
        periods.transition(new PeriodId("2017-01"), PeriodState.CLOSING);
        acting.as(DUSTIN, () -> disputes.decide(id, new Decision.Uphold(), "Both sold it."));
        assertThat(disputes.get(id).state()).isEqualTo(DisputeState.PERIOD_CLOSING);
        periods.transition(new PeriodId("2017-01"), PeriodState.OPEN);
        disputes.settle(id);
        assertThat(disputes.get(id).state()).isEqualTo(DisputeState.UPHELD);
        assertThat(earned("2017-01", MOSESS)).isEqualTo(usd("240.00"));
    }

    private DisputeId claim(User user, EventKey deal, Share... shares) {
        FilingResult filed = acting.as(user, () -> disputes.file(new FileClaim(deal, ClaimKind.SPLIT_REQUEST,
                List.of(shares), "We sold it together.", Optional.empty())));
        assertThat(filed).isInstanceOf(FilingResult.Filed.class);
        return ((FilingResult.Filed) filed).id();
    }

    private Map<ParticipantId, Money> differences(DisputeId id) {
        Alternative claimed = acting.as(DUSTIN, () -> disputes.alternatives(id, Optional.empty())).getFirst();
        return claimed.consequences().stream()
                .collect(Collectors.toMap(Consequence::participant, Consequence::difference));
    }

    private List<String> moved(DisputeId id) {
        return jdbc.sql("""
                select t.kind || ' ' || t.period_id || ' ' || e.participant_id || ' ' || abs(e.amount_minor)
                  from ledger.transfer t join ledger.entry e on e.transfer_id = t.id and e.account_type = 'PAYABLE'
                 where t.idempotency_key like '%dispute/' || :id || ':%' order by t.posted_at
                """).param("id", id.value()).query(String.class).list();
    }

    private Money earned(String period, ParticipantId who) {
        return runs.preview(new PeriodId(period), Set.of(who)).of(who).orElseThrow().total();
    }

    private Money paid(String period, ParticipantId who) {
        return statements.totalsOf(new PeriodId(period)).stream().filter(one -> one.participant().equals(who))
                .map(StatementTotals::payable).findFirst().orElseThrow();
    }

    private void upload(String text) {
        assertThat(CsvFiles.upload(imports, text).rejected()).as(text).isZero();
    }

    private static Share share(ParticipantId who, int percent) {
        return new Share(who, BigDecimal.valueOf(percent));
    }

    private static Money usd(String amount) {
        return Money.of(amount, Currency.getInstance("USD"));
    }
}
