package io.attain.calculation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import io.attain.crediting.Share;
import io.attain.crediting.Splits;
import io.attain.fixtures.People;
import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.ledger.Account;
import io.attain.ledger.Ledger;
import io.attain.ledger.TransferKind;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.sales.CsvFiles;
import io.attain.sales.Deals;
import io.attain.sales.EventKey;
import io.attain.sales.Imports;
import io.attain.shared.Money;
import io.attain.statement.Statement;
import io.attain.statement.Statements;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever becomes known of locked periods is paid in the open one, once, and in whatever order it comes. */
class CorrectionsIT extends PostgresIT {

    private static final Currency USD = Currency.getInstance("USD");
    private static final List<PeriodId> YEAR = List.of(Quarters.Q1, Quarters.Q2, Quarters.Q3);
    private static final ParticipantId MOSES = new ParticipantId("moses-frase");
    private static final ParticipantId ANNA = new ParticipantId("anna-snelling");
    private static final ParticipantId DUSTIN = new ParticipantId("dustin-brinkmann");
    private static final EventKey B1 = new EventKey("crm", "B1");

    private static final String REPS = """
			{"language": "attain/1", "id": "reps", "name": "Reps", "currency": "USD", "calendar": "quarters",
			 "effective": {"from": "2017-01-01"},
			 "components": [
			  {"id": "year", "name": "Commission", "credits": {"roles": ["direct", "split"]}, "measure": "amount",
			   "window": "year-to-date", "pay": {"type": "retroactive-tiers", "on": "measure",
			     "tiers": [{"from": "0", "rate": "0.05"}, {"from": "10000", "rate": "0.1"}]}},
			  {"id": "bonus", "name": "Quarterly bonus", "credits": {"roles": ["direct", "split"]}, "measure": "amount",
			   "window": "period", "quota": "amount", "pay": {"type": "bonus-steps", "on": "attainment",
			     "pays": "highest", "steps": [{"from": "1", "amount": "300"}]}}]}
			""";
    private static final String MANAGERS = """
			{"language": "attain/1", "id": "managers", "name": "Managers", "currency": "USD", "calendar": "quarters",
			 "effective": {"from": "2017-01-01"},
			 "components": [{"id": "team", "name": "Team", "credits": {"roles": ["rollup"]}, "measure": "amount",
			   "window": "credit", "pay": {"type": "flat-rate", "rate": "0.01"}}]}
			""";

    @Autowired
    private DemoFiles demo;

    @Autowired
    private LateDataWorld world;

    @Autowired
    private Imports imports;

    @Autowired
    private Splits splits;

    @Autowired
    private QuotaDesk desk;

    @Autowired
    private Deals deals;

    @Autowired
    private Runs runs;

    @Autowired
    private Corrections corrections;

    @Autowired
    private Statements statements;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Periods periods;

    @BeforeEach
    void anOrganisation() {
        organisation();
    }

    private void organisation() {
        sweep();
        Quarters.define(periods, 4);
        CsvFiles.organisation(imports);
        demo.publish(REPS);
        demo.publish(MANAGERS);
        upload("participant,plan,from,to\nMoses Frase,reps,2017-01-01,\nAnna Snelling,reps,2017-01-01,\n"
                + "Dustin Brinkmann,managers,2017-01-01,\n");
        for (int quarter = 1; quarter <= 3; quarter++) {
            quota(MOSES, quarter, "20000.00");
            quota(ANNA, quarter, "3500.00");
        }
        upload("id,kind,date,seller,amount,currency\n"
                + "B1,booking,2017-02-05,Moses Frase,6000,USD\nB2,booking,2017-03-05,Anna Snelling,3000,USD\n"
                + "B3,booking,2017-05-05,Moses Frase,3000,USD\nB4,booking,2017-08-05,Moses Frase,2500,USD\n"
                + "B5,booking,2017-08-06,Anna Snelling,500,USD\n");
    }

    @Test
    void aLateDealIsPaidOnceInTheOpenPeriodWithAllThatItChanges() {
        world.close(Quarters.Q1);
        upload("id,kind,date,seller,amount,currency\nL1,booking,2017-03-10,Moses Frase,5000,USD\n");

        PendingCorrections pending = corrections.pending(Quarters.Q2);
        Run second = world.close(Quarters.Q2);

        // 11,000 in the first quarter: the tier of 10 % is reached there, for the deal that was paid 5 % as well.
        assertThat(corrections.of(second.id())).isEqualTo(pending.lines()).extracting(CorrectionsIT::words)
                .containsExactlyInAnyOrder(
                        "dustin-brinkmann 2017-Q1 team L1 0.00 > 50.00: late deal L1",
                        "moses-frase 2017-Q1 year L1 0.00 > 500.00: late deal L1",
                        "moses-frase 2017-Q1 year B1 300.00 > 600.00: late deal L1");
        assertThat(runs.totals(second.id())).containsEntry(MOSES, usd("300.00"));
        assertThat(runs.totals(world.close(Quarters.Q3).id())).containsEntry(MOSES, usd("250.00"));
        assertThat(world.earned(MOSES, YEAR)).contains(usd("1650.00"));
        assertThat(corrections.pending(new PeriodId("2017-Q4")).lines()).isEmpty();
    }

    @Test
    void theStatementShowsItAsItWasPaidAndAsItIsNowAndTheLedgerNamesTheCause() {
        world.close(Quarters.Q1);
        splits.put(B1, List.of(share(MOSES, "60"), share(ANNA, "40")), "dispute 42");

        Statement before = statements.preview(ANNA);
        Run second = world.close(Quarters.Q2);
        Statement published = statements.find(ANNA, Quarters.Q2).orElseThrow();

        assertThat(published.corrections()).isEqualTo(before.corrections()).extracting(CorrectionsIT::words)
                .containsExactlyInAnyOrder("anna-snelling 2017-Q1 year B1 0.00 > 120.00: split of B1: dispute 42",
                        "anna-snelling 2017-Q1 bonus - 0.00 > 300.00: split of B1: dispute 42");
        assertThat(published.corrections()).first().satisfies(line -> {
            assertThat(line.planVersion()).hasToString("reps/1");
            assertThat(line.splitBefore()).isZero();
        });
        assertThat(published.adjustments()).isEqualTo(usd("420.00"));
        assertThat(published.payable()).isEqualTo(before.payable()).isEqualTo(usd("420.00"));
        assertThat(ledger.entriesOf(ANNA, Quarters.Q2)).filteredOn(entry -> entry.kind() == TransferKind.PRIOR_PERIOD)
                .singleElement().satisfies(entry -> assertThat(entry.memo()).contains(
                        "2017-Q1: split of B1: dispute 42"));
        assertThat(corrections.of(second.id(), MOSES)).extracting(CorrectionsIT::words)
                .containsExactly("moses-frase 2017-Q1 year B1 300.00 > 180.00: split of B1: dispute 42");
        assertThat(corrections.of(second.id(), DUSTIN)).isEmpty();
        assertThat(ledger.trialBalance().balances()).isTrue();
        assertThat(ledger.balance(Account.expense(), USD)).isEqualTo(usd("1020.00"));
    }

    @Test
    void whatAnotherSplitWouldDoIsKnownBeforeItIsAgreed() {
        world.close(Quarters.Q1);
        assertThat(corrections.effectOf(Quarters.Q2, B1, List.of(share(MOSES, "60"), share(ANNA, "40"))))
                .isEqualTo(Map.of(MOSES, usd("-120.00"), ANNA, usd("420.00")));
        assertThat(corrections.pending(Quarters.Q2).lines()).isEmpty();
    }

    @Test
    void aChangeThatIsTakenBackIsTakenBackFromPay() {
        world.close(Quarters.Q1);
        splits.put(B1, List.of(share(MOSES, "60"), share(ANNA, "40")), "dispute 42");
        world.close(Quarters.Q2);
        splits.put(B1, List.of(share(MOSES, "100")), "dispute 42, reopened");
        Run third = world.close(Quarters.Q3);
        assertThat(corrections.of(third.id())).extracting(CorrectionsIT::words)
                .contains("anna-snelling 2017-Q1 year B1 120.00 > 0.00: split of B1: dispute 42, reopened");
        assertThat(world.earned(ANNA, YEAR)).contains(usd("175.00"));
        assertThat(world.earned(MOSES, YEAR)).contains(usd("1150.00"));
    }

    @Test
    void whatComesBetweenTheFreezeAndTheLockIsPaidByTheNextClose() {
        Run first = world.calculated(Quarters.Q1);
        upload("id,kind,date,seller,amount,currency\nL1,booking,2017-03-10,Anna Snelling,400,USD\n");
        world.lock(first);
        assertThat(runs.totals(first.id())).containsEntry(ANNA, usd("150.00"));

        world.close(Quarters.Q2);
        assertThat(world.earned(ANNA, YEAR)).contains(usd("170.00"));
    }

    @Test
    void aRunThatIsGivenUpCorrectsNothingAndTheNextOneFindsTheSame() {
        world.close(Quarters.Q1);
        quota(MOSES, 1, "6000.00");
        Run first = runs.dryRun(Quarters.Q2);
        Run again = world.close(Quarters.Q2);
        assertThat(corrections.of(again.id())).isEqualTo(corrections.of(first.id())).singleElement()
                .satisfies(line -> assertThat(words(line)).startsWith(
                        "moses-frase 2017-Q1 bonus - 0.00 > 300.00: quota corrected by "));
        assertThat(corrections.changesOf(again.id())).hasSize(1);
        assertThat(again.resultDigest()).isNotEmpty();
    }

    @Test
    void aRevisedDealIsLateUntilItIsPaid() {
        upload(CsvFiles.deals(CsvFiles.won("D1", "2017-03-20", "1000")));
        world.close(Quarters.Q1);
        upload(CsvFiles.deals(CsvFiles.won("D1", "2017-03-20", "1400")));
        EventKey deal = new EventKey("crm", "D1");
        assertThat(deals.get(deal).state()).hasToString("ADJUSTMENT_DUE");
        Run second = world.close(Quarters.Q2);
        assertThat(deals.get(deal).state()).hasToString("BOOKED");
        assertThat(corrections.of(second.id(), MOSES)).extracting(CorrectionsIT::words)
                .containsExactly("moses-frase 2017-Q1 year D1 50.00 > 70.00: correction of deal D1");
        upload(CsvFiles.deals("D1,Moses Frase,GTX Pro,Cancity,Lost,2017-01-10,2017-03-20,0"));
        assertThat(corrections.of(world.close(Quarters.Q3).id(), MOSES)).extracting(CorrectionsIT::words)
                .anyMatch(words -> words.startsWith("moses-frase 2017-Q1 year D1 70.00 > 0.00"));
    }

    /** Everything that can become known late, each on its own. */
    private List<Runnable> facts() {
        return new ArrayList<>(List.of(
                () -> upload("id,kind,date,seller,amount,currency\nL1,booking,2017-03-10,Moses Frase,5000,USD\n"),
                () -> upload("id,kind,date,amount,currency,refers_to\nR1,return,2017-03-25,-1000,USD,B1\n"),
                () -> splits.put(B1, List.of(share(MOSES, "60"), share(ANNA, "40")), "dispute 42"),
                () -> quota(MOSES, 1, "7000.00"),
                () -> upload("id,kind,date,seller,amount,currency\nB2,booking,2017-03-05,Anna Snelling,4500,USD\n"),
                () -> upload("id,kind,date,seller,amount,currency\nB3,booking,2017-05-05,Anna Snelling,3000,USD\n"),
                () -> upload("id,kind,date,seller,amount,currency\nL2,booking,2017-06-10,Anna Snelling,2500,USD\n")));
    }

    @Test
    void theOrderInWhichFactsBecomeKnownChangesNothingOfWhatIsEarnedInTheEnd() {
        facts().forEach(Runnable::run);
        YEAR.forEach(world::close);
        Map<String, Map<ParticipantId, Money>> onTime = world.earnedByPeriod(YEAR);
        // 3,600 of B1, 5,000 and 2,500 are above 10,000 by the end of the year, where all is paid 10 %; 600 of B1 came back.
        assertThat(world.earned(MOSES, YEAR)).contains(usd("360.00").plus(usd("500.00")).plus(usd("250.00"))
                .minus(usd("60.00")).plus(usd("300.00")));
        // 2,400 of B1, 4,500, 3,000, 2,500 and 500 likewise, less 400; quotas of 3,500 reached in two quarters.
        assertThat(world.earned(ANNA, YEAR)).contains(usd("1290.00").minus(usd("40.00")).plus(usd("600.00")));
        for (int seed = 1; seed <= 5; seed++) {
            organisation();
            Random random = new Random(seed);
            List<Runnable> facts = facts();
            Collections.shuffle(facts, random);
            int known = random.nextInt(3);
            for (PeriodId period : YEAR) {
                int upTo = period.equals(Quarters.Q3) ? facts.size() : Math.min(facts.size(), known);
                facts.subList(0, upTo).forEach(Runnable::run);
                facts.subList(0, upTo).clear();
                known = 1 + random.nextInt(4);
                world.close(period);
            }
            assertThat(world.earnedByPeriod(YEAR)).as("seed " + seed).isEqualTo(onTime);
            assertThat(ledger.trialBalance().balances()).isTrue();
            assertThat(ledger.balance(Account.expense(), USD)).isEqualTo(onTime.values().stream()
                    .flatMap(byWho -> byWho.values().stream()).reduce(usd("0.00"), Money::plus));
            assertThat(corrections.pending(new PeriodId("2017-Q4")).lines()).isEmpty();
        }
    }

    @Test
    void onlyThoseWhomAChangeConcernsAreCalculatedAgain() {
        world.close(Quarters.Q1);
        upload("id,kind,date,seller,amount,currency\nL1,booking,2017-03-10,Moses Frase,1,USD\n");
        assertThat(corrections.pending(Quarters.Q2).changes()).extracting(InputChange::participant)
                .containsOnly(MOSES, DUSTIN);
        assertThat(corrections.pending(Quarters.Q2, Set.of(ANNA)).lines()).isEmpty();
    }

    private static String words(PriorPeriodLine line) {
        return "%s %s %s %s %s > %s: %s".formatted(line.participant(), line.period(), line.component(),
                line.event().map(EventKey::externalId).orElse("-"), line.before().toDecimal().toPlainString(),
                line.after().toDecimal().toPlainString(), line.cause());
    }

    private void quota(ParticipantId who, int quarter, String amount) {
        desk.set(who.equals(MOSES) ? "Moses Frase" : "Anna Snelling", quarter, amount);
    }

    private static Share share(ParticipantId who, String percent) {
        return new Share(who, new BigDecimal(percent));
    }

    private static Money usd(String amount) {
        return Money.of(amount, USD);
    }

    private void upload(String text) {
        acting.as(People.CORA, () -> CsvFiles.upload(imports, text));
    }
}
