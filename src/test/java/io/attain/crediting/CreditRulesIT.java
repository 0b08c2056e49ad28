package io.attain.crediting;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

import io.attain.audit.Approvals;
import io.attain.crediting.rule.CreditRules;
import io.attain.crediting.rule.Missed;
import io.attain.fixtures.People;
import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.sales.CsvFiles;
import io.attain.sales.EventKey;
import io.attain.sales.ImportReport;
import io.attain.sales.Imports;
import io.attain.shared.DateRange;
import io.attain.shared.Money;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CreditRulesIT extends PostgresIT {

    private static final Currency USD = Currency.getInstance("USD");
    private static final DateRange Q1 = Quarters.quarter(1).span();
    private static final DateRange Q2 = Quarters.quarter(2).span();
    private static final LocalDate NEW_YEAR = LocalDate.of(2017, 1, 1);

    @Autowired
    private Imports imports;

    @Autowired
    private Credits credits;

    @Autowired
    private RuleSets ruleSets;

    @Autowired
    private Approvals approvals;

    @Autowired
    private FxRates fxRates;

    @Autowired
    private Periods periods;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void anOrganisation() {
        sweep();
        Quarters.define(periods, 4);
        CsvFiles.organisation(imports);
    }

    @Test
    void eventsAreCreditedByTheRulesOfTheirDay() {
        upload("kind,subject,participant,percent,from,to\naccount,Cancity,Anna Snelling,,2017-01-01,\n"
                + "product,GTX Pro,Garret Kinder,25,2017-01-01,\n");
        upload("id,kind,date,seller,account,product,amount,region\n"
                + "B1,booking,2017-02-01,Moses Frase,Cancity,GTX Pro,100,north\n"
                + "B2,booking,2017-03-01,Moses Frase,Cancity,GTX Pro,100,north\n"
                + "B3,booking,2017-03-01,Moses Frase,Cancity,GTX Pro,100,south\n");
        ruleSets.put(new RuleSets.Dated(LocalDate.of(2017, 2, 15), CreditRules.fromJson("""
				{"rules":[{"id":"owner","where":"region = \\"north\\"","to":"account-owner"},
				          {"id":"specialist","to":"product-specialist","role":"overlay"},
				          {"id":"seller","to":"seller"}]}
				""")));
        assertThat(credits.refresh(Q1)).isEqualTo(5);
        assertThat(shown()).containsExactly("B1 DIRECT moses-frase 100.00 USD", "B2 DIRECT anna-snelling 100.00 USD",
                "B2 OVERLAY garret-kinder 25.00 USD", "B3 DIRECT moses-frase 100.00 USD",
                "B3 OVERLAY garret-kinder 25.00 USD");
        assertThat(credits.refresh(Q1)).isZero();
        assertThat(credits.currentOf(key("B2")).getFirst().attributes()).containsEntry("region", "north");
        assertThat(credits.currentOf(key("B2")).getFirst().rule()).isEqualTo("owner");
    }

    @Test
    void aChangeOfOwnersLeadsToNewCreditsOnlyWhereTheyDiffer() {
        ruleSets.put(new RuleSets.Dated(NEW_YEAR, CreditRules.fromJson(
                "{\"rules\":[{\"id\":\"owner\",\"to\":\"account-owner\"},{\"id\":\"seller\",\"to\":\"seller\"}]}")));
        upload("id,kind,date,seller,account,amount\nB1,booking,2017-02-01,Moses Frase,Cancity,100\n"
                + "B2,booking,2017-02-01,Moses Frase,Isdom,100\n");
        assertThat(credits.refresh(Q1)).isEqualTo(2);
        upload("kind,subject,participant,percent,from,to\naccount,Cancity,Anna Snelling,,2017-01-01,\n");
        assertThat(credits.refresh(Q1)).isEqualTo(1);
        assertThat(shown()).containsExactly("B1 DIRECT anna-snelling 100.00 USD", "B2 DIRECT moses-frase 100.00 USD");
        assertThat(credits.ofEvent(key("B1"))).hasSize(2);
        ImportReport successor = upload(
                "kind,subject,participant,percent,from,to\naccount,Cancity,Garret Kinder,,2017-02-02,\n");
        assertThat(successor.added()).isEqualTo(1);
        assertThat(credits.refresh(Q1)).isZero();
        assertThat(upload("kind,subject,participant,percent,from,to\naccount,Cancity,Moses Frase,,2017-01-05,\n")
                .rejected()).isEqualTo(1);
    }

    @Test
    void aReturnTakesBackFromThoseTheOriginalIsCreditedToNowAlsoAfterItsLock() {
        upload("id,kind,date,seller,amount\nB1,booking,2017-03-05,Moses Frase,100\n");
        credits.refresh(Q1);
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        credits.settle(Quarters.Q1, Set.copyOf(
                credits.current(Q1, Optional.empty()).stream().map(Credit::id).toList()));
        periods.transition(Quarters.Q1, PeriodState.LOCKED);
        upload("id,kind,date,seller,amount,refers_to\nB1,booking,2017-03-05,Anna Snelling,100,\n"
                + "R1,return,2017-04-05,,40,B1\n");
        credits.refresh(Q2);
        assertThat(credits.current(Q2, Optional.empty())).singleElement().satisfies(credit -> {
            assertThat(credit.participant().value()).isEqualTo("anna-snelling");
            assertThat(credit.amount()).isEqualTo(Money.of("-40", USD));
            assertThat(credit.origin()).map(Credit.Origin::event).contains(key("B1"));
            assertThat(credit.origin()).map(Credit.Origin::date).contains(LocalDate.of(2017, 3, 5));
        });
    }

    @Test
    void anEventIsSplitAndOverlaidLikeADeal() {
        upload("id,kind,date,seller,amount\nB1,booking,2017-03-05,Moses Frase,100\n");
        credits.refresh(Q1);
        assertThat(upload("opportunity_id,participant,overlay_percent,cause\nB1,Garret Kinder,60,helped\n"
                + "B1,Cara Losch,70,helped\n").added()).isEqualTo(2);
        assertThat(credits.refresh(Q1)).isEqualTo(3);
        assertThat(upload("opportunity_id,participant,percent,cause\nB1,Moses Frase,50,agreed\n"
                + "B1,Anna Snelling,50,agreed\n").added()).isEqualTo(2);
        assertThat(credits.refresh(Q1)).isEqualTo(4);
        assertThat(credits.refresh(Q1)).isZero();
        assertThat(shown()).containsExactly("B1 OVERLAY cara-losch 70.00 USD", "B1 OVERLAY garret-kinder 60.00 USD",
                "B1 SPLIT anna-snelling 50.00 USD", "B1 SPLIT moses-frase 50.00 USD");
    }

    @Test
    void anEventNobodyIsCreditedWithIsNamed() {
        upload("id,kind,date,seller,amount\nB1,booking,2017-03-05,,100\nB2,booking,2017-03-05,Moses Frase,100\n");
        credits.refresh(Q1);
        assertThat(credits.uncredited(Q1)).containsExactly(key("B1"));
    }

    @Test
    void ratesAreListedByDayAndACorrectionIsKeptBesideWhatItSaidBefore() {
        assertThat(upload("from,to,date,rate\nEUR,USD,2017-03-01,1.05\nEUR,USD,2017-03-03,1.06\n").added())
                .isEqualTo(2);
        ImportReport corrected = upload("from,to,date,rate\nEUR,USD,2017-03-01,1.055\nEUR,EUR,2017-03-01,1\n"
                + "EUR,USD,2017-03-04,0\nEUR,XYZ,2017-03-04,1\n");
        assertThat(corrected).extracting(ImportReport::changed, ImportReport::rejected).containsExactly(1, 3);
        Currency eur = Currency.getInstance("EUR");
        assertThat(fxRates.all().on(eur, USD, LocalDate.of(2017, 3, 2)).orElseThrow()).isEqualByComparingTo("1.055");
        assertThat(fxRates.all().on(eur, USD, LocalDate.of(2017, 2, 28))).isEmpty();
        assertThat(fxRates.all().on(USD, eur, LocalDate.of(2017, 3, 2))).isEmpty();
        assertThat(jdbc.sql("select count(*) from crediting.exchange_rate").query(Long.class).single()).isEqualTo(3);
    }

    @Test
    void aConditionThatIsNoneIsRefused() {
        CreditRules rules = CreditRules.fromJson(
                "{\"rules\":[{\"id\":\"x\",\"to\":\"seller\",\"where\":\"amount > \"}]}");
        assertThatThrownBy(() -> ruleSets.put(new RuleSets.Dated(NEW_YEAR, rules))).isInstanceOf(Refused.class)
                .hasMessageContaining("amount > ");
        assertThat(ruleSets.all()).hasSize(1);
    }

    private List<String> shown() {
        return credits.current(Q1, Optional.empty()).stream().map(credit -> credit.event().externalId() + " "
                + credit.role() + " " + credit.participant() + " " + credit.amount()).toList();
    }

    private static EventKey key(String id) {
        return new EventKey("crm", id);
    }

    private ImportReport upload(String text) {
        return CsvFiles.upload(imports, text);
    }

    @Test
    void rulesCountOnceASecondPersonHasApprovedThem() {
        CreditRules owners = CreditRules.fromJson("""
                {"rules": [{"id": "owner", "to": "account-owner"}]}
                """);
        int number = acting.as(People.CORA, () -> ruleSets.put(new RuleSets.Dated(NEW_YEAR, owners)));
        assertThat(ruleSets.all()).hasSize(1);
        assertThat(ruleSets.get(number).state()).isEqualTo(RuleSetState.PROPOSED);
        assertThatThrownBy(() -> acting.as(People.CORA, () -> ruleSets.approve(number)))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> acting.as(People.rep("Moses Frase"), () -> ruleSets.approve(number)))
                .isInstanceOf(AccessDeniedException.class);

        acting.as(People.COLIN, () -> ruleSets.approve(number));
        assertThat(ruleSets.all()).extracting(RuleSets.Dated::rules).contains(owners);
        assertThat(approvals.of(ruleSets.get(number).caseRef())).singleElement()
                .satisfies(approval -> assertThat(approval.subjectDigest()).isEqualTo(ruleSets.get(number).digest()));
        assertThatThrownBy(() -> acting.as(People.FIONA, () -> ruleSets.reject(number, "Too late.")))
                .isInstanceOf(Refused.class).hasMessageContaining("decided already");

        int rejected = acting.as(People.CORA, () -> ruleSets.put(new RuleSets.Dated(NEW_YEAR, CreditRules.STANDARD)));
        acting.as(People.FIONA, () -> ruleSets.reject(rejected, "We keep the owners."));
        assertThat(ruleSets.all().getLast().rules()).isEqualTo(owners);
    }

    @Test
    void whoeverProposedThemCannotApproveThemInTheDatabaseEither() {
        int number = acting.as(People.CORA, () -> ruleSets.put(new RuleSets.Dated(NEW_YEAR, CreditRules.STANDARD)));
        assertThatThrownBy(() -> jdbc.sql("""
                insert into crediting.rule_set_decision (number, verdict, decided_by, decided_at)
                values (:number, 'APPROVED', :by, now())
                """).param("number", number).param("by", People.CORA.id().value()).update())
                .hasMessageContaining("rule_set_decision_four_eyes");
    }

    @Test
    void anEventThatNobodyIsCreditedWithSaysWhyAndWhatToDo() {
        ruleSets.put(new RuleSets.Dated(NEW_YEAR, CreditRules.fromJson("""
                {"rules": [{"id": "big", "where": "amount > 1000000", "to": "seller"},
                           {"id": "owner", "to": "account-owner"}]}
                """)));
        upload("id,kind,date,seller,account,amount\nB1,booking,2017-02-01,Moses Frase,Cancity,100\n");
        credits.refresh(Q1);
        assertThat(credits.whyUncredited(Q1)).singleElement().satisfies(
                one -> assertThat(one.missed()).extracting(Missed::cause).containsExactly(Missed.Cause.CONDITION,
                        Missed.Cause.NO_ACCOUNT_OWNER));
    }
}
