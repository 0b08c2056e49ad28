package io.attain.dispute;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.security.access.AccessDeniedException;

import io.attain.crediting.Credit;
import io.attain.crediting.Credits;
import io.attain.crediting.Share;
import io.attain.crediting.Splits;
import io.attain.fixtures.DictatedIT;
import io.attain.fixtures.People;
import io.attain.fixtures.Quarters;
import io.attain.fixtures.TestServer;
import io.attain.fixtures.Together;
import io.attain.identity.User;
import io.attain.ledger.Account;
import io.attain.ledger.AccountType;
import io.attain.ledger.Held;
import io.attain.ledger.Ledger;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodState;
import io.attain.sales.EventKey;
import io.attain.sales.ImportReport;
import io.attain.sales.Imports;
import io.attain.shared.Money;
import io.attain.shared.Refused;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

class DisputesIT extends DictatedIT {

    private static final User MOSES = People.rep("Moses Frase");
    private static final User ANNA = People.rep("Anna Snelling");
    private static final User VICKI = People.rep("Vicki Laflamme");
    private static final User LONE = People.rep("Lone Ranger");
    private static final User DUSTIN = People.manager("Dustin Brinkmann");
    private static final User CELIA = People.manager("Celia Rouche");

    /** Moses alone, 1,000 dollars, in the first quarter. */
    private static final EventKey DEAL = new EventKey("crm", "1C1I7A6R");

    /** Vicki alone, in the first quarter. */
    private static final EventKey OTHERS = new EventKey("crm", "Z063OYW0");

    /** Moses alone, in the second quarter. */
    private static final EventKey LATER = new EventKey("crm", "EC4QE1BX");

    /** Not won. */
    private static final EventKey OPEN = new EventKey("crm", "MV1LWRNH");

    @Autowired
    private Disputes disputes;

    @Autowired
    private Splits splits;

    @Autowired
    private Credits credits;

    @Autowired
    private Imports imports;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Desk desk;

    private ParticipantId moses;
    private ParticipantId anna;
    private ParticipantId vicki;
    private ParticipantId lone;
    private ParticipantId dustin;
    private ParticipantId renata;

    @BeforeEach
    void aTeamWithDeals() {
        moses = staff.employ(MOSES);
        anna = staff.employ(ANNA);
        vicki = staff.employ(VICKI);
        lone = staff.employ(LONE);
        dustin = staff.employ(DUSTIN);
        ParticipantId celia = staff.employ(CELIA);
        renata = staff.employ(People.RENATA);
        staff.reports(moses, dustin);
        staff.reports(anna, dustin);
        staff.reports(vicki, celia);
        staff.reports(dustin, renata);
        staff.reports(celia, renata);
        upload("products.csv", "product,series,sales_price\nGTX Basic,GTX,550\n");
        upload("accounts.csv", """
                account,sector,year_established,revenue,employees,office_location,subsidiary_of
                Cancity,retail,2001,718.62,2448,United States,
                """);
        upload("deals.csv", """
                opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
                1C1I7A6R,Moses Frase,GTX Basic,Cancity,Won,2016-10-20,2017-03-01,1000
                Z063OYW0,Vicki Laflamme,GTX Basic,Cancity,Won,2016-10-25,2017-03-11,500
                EC4QE1BX,Moses Frase,GTX Basic,Cancity,Won,2016-10-25,2017-04-07,700
                MV1LWRNH,Moses Frase,GTX Basic,Cancity,Engaging,2016-10-25,,
                """);
        credits.refresh(periods.get(Quarters.Q1).span());
        dictated.preview(Quarters.Q1, Map.of(moses, List.of(100_00L), anna, List.of()));
        dictated.previewWith(Quarters.Q1, Map.of(moses, List.of(60_00L), anna, List.of(40_00L)));
    }

    @Test
    void aRequestGoesToWhoHasTheDealAndThenToTheManagerOfBoth() {
        DisputeId id = filed(ANNA, request(DEAL, share(moses, 60), share(anna, 40)));
        Dispute dispute = disputes.get(id);
        assertThat(dispute.state()).isEqualTo(DisputeState.WITH_COUNTERPART);
        assertThat(dispute.claimant()).isEqualTo(anna);
        assertThat(dispute.counterparts()).extracting(Party::participant).containsExactly(moses);
        assertThat(dispute.before()).extracting(Share::participant).containsExactly(moses);
        assertThat(dispute.decider()).hasValue(dustin);
        assertThat(dispute.period()).isEqualTo(Quarters.Q1);

        acting.as(MOSES, () -> disputes.answer(id, new Answer.Contest(), "I did it alone"));

        assertThat(disputes.get(id).state()).isEqualTo(DisputeState.WITH_MANAGER);
        assertThat(disputes.messages(id)).extracting(Message::author)
                .containsExactly("Anna Snelling", "Moses Frase", "Attain");
        assertThat(disputes.messages(id)).extracting(Message::text).element(1).asString().contains("I did it alone");
    }

    @Test
    void anUpheldClaimChangesTheSplitAndRemembersWhatItDid() {
        DisputeId id = withManager(request(DEAL, share(moses, 60), share(anna, 40)));
        assertThat(disputes.effect(id))
                .containsExactly(
                        new Effect(anna, usd("0.00"), usd("40.00")), new Effect(moses, usd("100.00"), usd("60.00")));

        acting.as(DUSTIN, () -> disputes.decide(id, new Decision.Uphold(), "She made the contact"));

        Dispute decided = disputes.get(id);
        assertThat(decided.state()).isEqualTo(DisputeState.UPHELD);
        assertThat(decided.decidedBy()).hasValue(DUSTIN.id());
        assertThat(splits.of(DEAL).orElseThrow().cause()).isEqualTo("dispute " + id);
        assertThat(credits.currentOf(DEAL))
                .extracting(Credit::participant, Credit::amount)
                .containsExactlyInAnyOrder(
                        tuple(moses, usd("600.00")),
                        tuple(anna, usd("400.00")));
        dictated.preview(Quarters.Q1, Map.of());
        assertThat(disputes.effect(id)).extracting(Effect::difference).containsExactly(usd("40.00"), usd("-40.00"));
    }

    @Test
    void aClaimMayBeUpheldInPartByACounterProposal() {
        DisputeId id = filed(ANNA, request(DEAL, share(moses, 50), share(anna, 50)));
        acting.as(
                MOSES,
                () -> disputes.answer(id, new Answer.Counter(List.of(share(moses, 80), share(anna, 20))), "A fifth"));
        assertThat(disputes.get(id).proposals()).hasSize(2);
        List<Share> counter = disputes.get(id).proposals().getLast();
        acting.as(DUSTIN, () -> disputes.decide(id, new Decision.Partly(counter), "A fifth is fair"));
        assertThat(disputes.get(id).state()).isEqualTo(DisputeState.PARTLY);
        assertThat(disputes.get(id).decided()).isPresent();
        assertThat(credits.currentOf(DEAL).stream().map(Credit::amount).reduce(Money.zero(USD), Money::plus))
                .isEqualTo(usd("1000.00"));
    }

    @Test
    void exactlyWhatTheLoserWouldLoseIsHeldFromTheAnswerToTheDecision() {
        DisputeId id = filed(ANNA, request(DEAL, share(moses, 60), share(anna, 40)));
        assertThat(disputes.held(id)).isEmpty();

        acting.as(MOSES, () -> disputes.answer(id, new Answer.Contest(), "Mine"));

        assertThat(disputes.held(id)).extracting(Held::participant, Held::amount)
                .containsExactly(tuple(moses, usd("40.00")));
        assertThat(ledger.balance(Account.payable(moses), USD)).isEqualTo(usd("-40.00"));
        assertThat(ledger.trialBalance().balances()).isTrue();

        acting.as(DUSTIN, () -> disputes.decide(id, new Decision.Uphold(), "Yes"));

        assertThat(disputes.held(id)).isEmpty();
        assertThat(ledger.balance(Account.held(moses), USD).isZero()).isTrue();
        assertThat(ledger.balance(Account.payable(moses), USD).isZero()).isTrue();
        assertThat(ledger.trialBalance().balances()).isTrue();
    }

    @Test
    void neverMoreIsHeldThanThereIsUnpaid() {
        dictated.preview(Quarters.Q1, Map.of(moses, List.of(30_00L), anna, List.of()));
        dictated.previewWith(Quarters.Q1, Map.of(moses, List.of(-10_00L), anna, List.of(40_00L)));
        DisputeId id = withManager(request(DEAL, share(moses, 60), share(anna, 40)));
        assertThat(disputes.held(id)).extracting(Held::amount).containsExactly(usd("30.00"));
        acting.as(ANNA, () -> disputes.withdraw(id));
        assertThat(disputes.held(id)).isEmpty();
    }

    @Test
    void whatIsDecidedAfterTheLockIsReleasedInTheOpenPeriod() {
        DisputeId id = withManager(request(DEAL, share(moses, 60), share(anna, 40)));
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        periods.transition(Quarters.Q1, PeriodState.LOCKED);
        acting.as(DUSTIN, () -> disputes.decide(id, new Decision.Deny(), "No"));
        assertThat(disputes.held(id)).isEmpty();
        assertThat(ledger.movement(AccountType.HELD, moses, Quarters.Q1, USD)).isEqualTo(usd("40.00"));
        assertThat(ledger.movement(AccountType.HELD, moses, Quarters.Q2, USD)).isEqualTo(usd("-40.00"));
        assertThat(ledger.trialBalance().balances()).isTrue();
    }

    @Test
    void onlyTheClaimantAcceptsACounterProposalAndOnlyOneThatWasMade() {
        dictated.preview(Quarters.Q1, Map.of(moses, List.of(2_000_00L), anna, List.of()));
        dictated.previewWith(Quarters.Q1, Map.of(moses, List.of(900_00L), anna, List.of(1_100_00L)));
        DisputeId id = filed(ANNA, request(DEAL, share(moses, 50), share(anna, 50)));
        assertThatThrownBy(() -> acting.as(ANNA, () -> disputes.acceptCounter(id, moses)))
                .isInstanceOf(Refused.class);
        acting.as(
                MOSES,
                () -> disputes.answer(id, new Answer.Counter(List.of(share(moses, 80), share(anna, 20))), "A fifth"));
        for (User user : List.of(MOSES, DUSTIN, People.CORA)) {
            assertThatThrownBy(() -> acting.as(user, () -> disputes.acceptCounter(id, moses)))
                    .isInstanceOf(AccessDeniedException.class);
        }

        acting.as(ANNA, () -> disputes.acceptCounter(id, moses));

        assertThat(disputes.get(id).accepted()).hasValue(disputes.get(id).proposals().getLast());
        assertThat(disputes.get(id).state()).isEqualTo(DisputeState.WITH_MANAGER);
        assertThat(splits.of(DEAL)).isEmpty();
    }

    @Test
    void informationIsAskedForByTheDeciderAndGivenByTheClaimant() {
        DisputeId id = withManager(request(DEAL, share(moses, 60), share(anna, 40)));
        for (User user : List.of(ANNA, MOSES, CELIA, People.CORA)) {
            assertThatThrownBy(() -> acting.as(user, () -> disputes.askInformation(id, "Who called?")))
                    .isInstanceOf(AccessDeniedException.class);
        }
        acting.as(DUSTIN, () -> disputes.askInformation(id, "Who called?"));
        assertThat(disputes.get(id).state()).isEqualTo(DisputeState.INFORMATION_ASKED);
        assertThat(disputes.openIn(Quarters.Q1)).hasSize(1);
        assertThatThrownBy(() -> acting.as(DUSTIN, () -> disputes.decide(id, new Decision.Deny(), "No")))
                .isInstanceOf(Refused.class);
        assertRefused(ANNA, request(DEAL, share(moses, 50), share(anna, 50)), "dispute-filed-already");
        assertThatThrownBy(() -> acting.as(MOSES, () -> disputes.giveInformation(id, "She did")))
                .isInstanceOf(AccessDeniedException.class);
        acting.as(ANNA, () -> disputes.giveInformation(id, "I did"));
        disputes.noInformation(id);
        assertThat(disputes.messages(id)).extracting(Message::text).last().isEqualTo("I did");
        assertThat(disputes.changesAfter(0, 1000)).filteredOn(change -> change.dispute().equals(id))
                .extracting(StateChange::became)
                .containsExactly(DisputeState.WITH_COUNTERPART, DisputeState.WITH_MANAGER,
                        DisputeState.INFORMATION_ASKED, DisputeState.WITH_MANAGER);
    }

    @Test
    void lateDecisionsClimbTheLineUpToTheFinanceDirector() {
        DisputeId id = withManager(request(DEAL, share(moses, 60), share(anna, 40)));
        disputes.escalate(id);
        assertThat(disputes.get(id).decider()).hasValue(renata);
        assertThatThrownBy(() -> acting.as(DUSTIN, () -> disputes.decide(id, new Decision.Deny(), "No")))
                .isInstanceOf(AccessDeniedException.class);
        disputes.escalate(id);
        assertThat(disputes.get(id).decider()).isEmpty();
        disputes.escalate(id);
        assertThat(disputes.get(id).escalations()).isEqualTo(3);
        acting.as(People.DIANA, () -> disputes.decide(id, new Decision.Deny(), "No"));
        disputes.escalate(id);
        assertThat(disputes.get(id).escalations()).isEqualTo(3);
    }

    @Test
    void oneEitherEscalatesOrDecides() throws InterruptedException {
        DisputeId id = withManager(request(DEAL, share(moses, 60), share(anna, 40)));
        List<Together.Outcome<Dispute>> outcomes = Together.run(
                () -> disputes.escalate(id),
                () -> acting.as(DUSTIN, () -> disputes.decide(id, new Decision.Uphold(), "Yes")));
        Dispute after = disputes.get(id);
        boolean upheld = after.state() == DisputeState.UPHELD;
        assertThat(after.escalations()).isEqualTo(upheld ? 0 : 1);
        assertThat(outcomes).filteredOn(o -> !o.succeeded()).hasSize(upheld ? 0 : 1);
        assertThat(splits.history(DEAL)).hasSize(upheld ? 1 : 0);
    }

    @Test
    void theClockThatStartedLastIsShownUntilTheDisputeIsOver() {
        DisputeId id = withManager(request(DEAL, share(moses, 60), share(anna, 40)));
        Instant now = Instant.parse("2026-03-02T10:00:00Z");
        Deadline answer = new Deadline(Step.ANSWER, now, now.plusSeconds(10), now.plusSeconds(20));
        Deadline decision = new Deadline(Step.DECISION, now.plusSeconds(5), now.plusSeconds(30), now.plusSeconds(60));
        disputes.clockStarted(id, answer);
        disputes.clockStarted(id, decision);
        assertThat(disputes.deadline(id)).hasValue(decision);
        assertThat(disputes.deadlines()).containsEntry(id, decision);
        assertThat(disputes.deadline(id, Step.ANSWER)).hasValue(answer);
        acting.as(DUSTIN, () -> disputes.decide(id, new Decision.Deny(), "No"));
        assertThat(disputes.deadline(id)).isEmpty();
        assertThat(disputes.deadlines()).doesNotContainKey(id);
    }

    @Test
    void everySplitOnTheTableIsWeighedForAllItMoves() {
        DisputeId id = filed(ANNA, request(DEAL, share(moses, 60), share(anna, 40)));
        acting.as(
                MOSES,
                () -> disputes.answer(id, new Answer.Counter(List.of(share(moses, 80), share(anna, 20))), "A fifth"));
        dictated.preview(Quarters.Q1, Map.of(moses, List.of(100_00L), dustin, List.of(10_00L)));
        dictated.previewWith(Quarters.Q1,
                Map.of(moses, List.of(60_00L), anna, List.of(40_00L), dustin, List.of(9_00L)));
        List<Alternative> alternatives = disputes.alternatives(id, Optional.of(List.of(share(anna, 100))));
        assertThat(alternatives).extracting(Alternative::proposedBy)
                .containsExactly(Optional.of("Anna Snelling"), Optional.of("Moses Frase"), Optional.empty());
        assertThat(alternatives.getFirst().consequences())
                .extracting(Consequence::participant, Consequence::difference)
                .containsExactly(tuple(anna, usd("40.00")), tuple(dustin, usd("-1.00")), tuple(moses, usd("-40.00")));
        assertThatThrownBy(() -> disputes.alternatives(id, Optional.of(List.of(share(anna, 99)))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void whatIsOpenIsCountedByAge() throws SQLException {
        DisputeId id = filed(ANNA, request(DEAL, share(moses, 60), share(anna, 40)));
        aged(id, 0, new Ageing(1, 0, 0, 0));
        aged(id, 5, new Ageing(1, 0, 0, 0));
        aged(id, 6, new Ageing(0, 1, 0, 0));
        aged(id, 15, new Ageing(0, 1, 0, 0));
        aged(id, 16, new Ageing(0, 0, 1, 0));
        aged(id, 30, new Ageing(0, 0, 1, 0));
        aged(id, 31, new Ageing(0, 0, 0, 1));
        acting.as(ANNA, () -> disputes.withdraw(id));
        aged(id, 31, new Ageing(0, 0, 0, 0));
    }

    private void aged(DisputeId id, int days, Ageing expected) throws SQLException {
        try (Connection forger = TestServer.superuser(); Statement statement = forger.createStatement()) {
            statement.execute("set session_replication_role = replica");
            statement.executeUpdate(
                    "update dispute.dispute set filed_at = now() - interval '%d days 1 minute' where id = %s"
                            .formatted(days, id));
        }
        DisputeFilter open = new DisputeFilter(Optional.of(true), false, Optional.empty(), Optional.empty(),
                Optional.empty(), "");
        assertThat(acting.as(People.AUDRA, () -> desk.ageing(open))).as("%d days", days).isEqualTo(expected);
    }

    @Test
    void partiesAndTheDeciderWriteInADisputeAndNobodyElse() {
        DisputeId id = filed(ANNA, request(DEAL, share(moses, 60), share(anna, 40)));
        for (User user : List.of(VICKI, CELIA, People.AUDRA, People.CORA)) {
            assertThatThrownBy(() -> acting.as(user, () -> disputes.comment(id, "Hello")))
                    .isInstanceOf(AccessDeniedException.class);
        }
        for (User user : List.of(ANNA, MOSES, DUSTIN)) {
            acting.as(user, () -> disputes.comment(id, "Hello"));
        }
        assertThat(disputes.messages(id)).hasSize(4);
    }

    @Test
    void aDeniedClaimChangesNothing() {
        DisputeId id = withManager(request(DEAL, share(moses, 60), share(anna, 40)));
        acting.as(DUSTIN, () -> disputes.decide(id, new Decision.Deny(), "No part in it"));
        assertThat(disputes.get(id).state()).isEqualTo(DisputeState.DENIED);
        assertThat(splits.of(DEAL)).isEmpty();
        assertThat(disputes.effect(id)).isEmpty();
    }

    @Test
    void bothManagersDecideAndTheirCommonSuperiorWhenTheyDiffer() {
        DisputeId id = filed(ANNA, request(OTHERS, share(vicki, 50), share(anna, 50)));
        assertThat(disputes.get(id).decider()).hasValue(dustin);
        assertThat(disputes.get(id).course().sitting()).isEqualTo(Sitting.FIRST);
        acting.as(VICKI, () -> disputes.answer(id, new Answer.Agree(), ""));
        for (User user : List.of(CELIA, ANNA, VICKI, MOSES, People.RENATA, People.DIANA, People.CORA, People.FIONA)) {
            assertThatThrownBy(() -> acting.as(user, () -> disputes.decide(id, new Decision.Deny(), "No")))
                    .isInstanceOf(AccessDeniedException.class);
        }
        acting.as(DUSTIN, () -> disputes.decide(id, new Decision.Uphold(), "Agreed"));
        assertThat(splits.of(OTHERS)).isEmpty();
        assertThatThrownBy(() -> acting.as(DUSTIN, () -> disputes.decide(id, new Decision.Uphold(), "Again")))
                .isInstanceOf(AccessDeniedException.class);
        acting.as(CELIA, () -> disputes.decide(id, new Decision.Deny(), "No"));
        assertThat(disputes.get(id).decider()).hasValue(renata);
        acting.as(People.RENATA, () -> disputes.decide(id, new Decision.Uphold(), "Agreed"));
        assertThat(disputes.get(id).state()).isEqualTo(DisputeState.UPHELD);
    }

    @Test
    void aManagerWhoIsAPartyIsPassedOver() {
        DisputeId id = filed(DUSTIN, request(DEAL, share(moses, 50), share(dustin, 50)));
        assertThat(disputes.get(id).decider()).hasValue(renata);
    }

    @Test
    void whereTheLineIsExhaustedTheFinanceDirectorDecides() {
        DisputeId id = filed(LONE, request(DEAL, share(moses, 50), share(lone, 50)));
        assertThat(disputes.get(id).decider()).isEmpty();
        disputes.noAnswer(id);
        assertThatThrownBy(() -> acting.as(People.RENATA, () -> disputes.decide(id, new Decision.Deny(), "No")))
                .isInstanceOf(AccessDeniedException.class);
        acting.as(People.DIANA, () -> disputes.decide(id, new Decision.Deny(), "No"));
    }

    @Test
    void silenceLetsTheManagerDecideWithoutTheAnswer() {
        DisputeId id = filed(ANNA, request(DEAL, share(moses, 60), share(anna, 40)));
        assertThatThrownBy(() -> acting.as(DUSTIN, () -> disputes.decide(id, new Decision.Deny(), "No")))
                .isInstanceOf(Refused.class);
        disputes.noAnswer(id);
        disputes.noAnswer(id);
        assertThat(disputes.get(id).state()).isEqualTo(DisputeState.WITH_MANAGER);
        assertThat(disputes.get(id).awaiting()).hasSize(1);
        assertThatThrownBy(() -> acting.as(MOSES, () -> disputes.answer(id, new Answer.Agree(), "")))
                .isInstanceOf(Refused.class);
    }

    @Test
    void everyCounterpartAnswersOnceAndNobodyElse() {
        acting.as(People.CORA, () -> {
            splits.put(DEAL, List.of(share(moses, 50), share(vicki, 50)), "agreed");
        });
        DisputeId id = filed(ANNA, request(DEAL, share(moses, 40), share(vicki, 40), share(anna, 20)));
        assertThat(disputes.get(id).counterparts()).hasSize(2);
        for (User user : List.of(ANNA, DUSTIN, People.CORA, People.RENATA)) {
            assertThatThrownBy(() -> acting.as(user, () -> disputes.answer(id, new Answer.Agree(), "")))
                    .isInstanceOf(AccessDeniedException.class);
        }
        acting.as(MOSES, () -> disputes.answer(id, new Answer.Agree(), ""));
        assertThat(disputes.get(id).state()).isEqualTo(DisputeState.WITH_COUNTERPART);
        assertThatThrownBy(() -> acting.as(MOSES, () -> disputes.answer(id, new Answer.Contest(), "Regret")))
                .isInstanceOf(Refused.class);
        acting.as(VICKI, () -> disputes.answer(id, new Answer.Agree(), ""));
        assertThat(disputes.get(id).state()).isEqualTo(DisputeState.WITH_MANAGER);
    }

    @ParameterizedTest
    @EnumSource(value = PeriodState.class, names = "OPEN", mode = EnumSource.Mode.EXCLUDE)
    void aClaimAboutAPeriodThatIsNotOpenIsLookedAtFirst(PeriodState state) {
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        if (state != PeriodState.CLOSING) {
            periods.transition(Quarters.Q1, PeriodState.LOCKED);
        }
        if (state == PeriodState.PAID) {
            periods.transition(Quarters.Q1, PeriodState.PAID);
        }
        DisputeId id = filed(ANNA, request(DEAL, share(moses, 60), share(anna, 40)));
        assertThat(disputes.get(id).state()).isEqualTo(DisputeState.TRIAGE);
        assertThat(disputes.held(id)).isEmpty();
    }

    @Test
    void aDecisionThatComesAfterTheFreezeWaitsForTheEndOfTheClose() {
        DisputeId id = withManager(request(DEAL, share(moses, 60), share(anna, 40)));
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        assertThat(disputes.openIn(Quarters.Q1)).extracting(Dispute::id).containsExactly(id);
        acting.as(DUSTIN, () -> disputes.decide(id, new Decision.Uphold(), "Yes"));
        disputes.settle(id);
        assertThat(disputes.get(id).state()).isEqualTo(DisputeState.PERIOD_CLOSING);
        assertThat(splits.of(DEAL)).isEmpty();
        assertThat(disputes.held(id)).isNotEmpty();
        periods.transition(Quarters.Q1, PeriodState.OPEN);
        disputes.settle(id);
        disputes.settle(id);
        assertThat(disputes.get(id).state()).isEqualTo(DisputeState.UPHELD);
        assertThat(splits.history(DEAL)).hasSize(1);
        assertThat(disputes.held(id)).isEmpty();
        assertThat(ledger.trialBalance().balances()).isTrue();
    }

    @Test
    void claimsToOneDealAreOneCaseHoweverTheyRace() throws InterruptedException {
        List<Together.Outcome<FilingResult>> outcomes = Together.run(
                () -> file(ANNA, request(DEAL, share(moses, 60), share(anna, 40))),
                () -> file(VICKI, request(DEAL, share(moses, 60), share(vicki, 40))),
                () -> file(ANNA, request(DEAL, share(moses, 50), share(anna, 50))));
        assertThat(outcomes).allMatch(Together.Outcome::succeeded);
        List<FilingResult> results = outcomes.stream().map(o -> o.value().orElseThrow()).toList();
        assertThat(results).filteredOn(FilingResult.Filed.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(FilingResult.Joined.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(FilingResult.Refused.class::isInstance).hasSize(1);
        Dispute dispute = disputes.ofDeal(DEAL).getFirst();
        assertThat(disputes.ofDeal(DEAL)).hasSize(1);
        assertThat(dispute.partyUsers()).contains(ANNA.id(), VICKI.id(), MOSES.id());
    }

    @Test
    void whoOthersHaveJoinedHasNothingToTakeBackAlone() {
        DisputeId id = filed(ANNA, request(DEAL, share(moses, 60), share(anna, 40)));
        file(VICKI, request(DEAL, share(moses, 60), share(vicki, 40)));
        assertThatThrownBy(() -> acting.as(ANNA, () -> disputes.withdraw(id))).isInstanceOf(Refused.class);
        assertThat(disputes.alternatives(id, Optional.empty())).extracting(Alternative::proposedBy)
                .containsExactly(Optional.of("Anna Snelling"), Optional.of("Vicki Laflamme"));
    }

    @Test
    void refusesWhatIsNoClaim() {
        assertRefused(ANNA, request(OPEN, share(moses, 60), share(anna, 40)), "dispute-deal-open");
        assertRefused(
                ANNA, request(new EventKey("crm", "NONE"), share(moses, 60), share(anna, 40)), "dispute-deal-unknown");
        assertRefused(ANNA, request(DEAL, share(moses, 60), share(anna, 39)), "dispute-shares");
        assertRefused(ANNA, request(DEAL, share(anna, 50), share(anna, 50)), "dispute-shares");
        assertRefused(ANNA, request(DEAL, share(anna, 50), share(new ParticipantId("nobody"), 50)), "dispute-shares");
        assertRefused(ANNA, request(DEAL, share(moses, 60), share(vicki, 40)), "dispute-no-gain");
        assertRefused(ANNA, request(DEAL, share(moses, 100)), "dispute-no-change");
        assertRefused(
                ANNA,
                new FileClaim(
                        DEAL, ClaimKind.CREDIT_CONTEST, List.of(share(vicki, 100)), "Not his", Optional.empty()),
                "dispute-not-credited");
        assertRefused(
                ANNA,
                new FileClaim(
                        DEAL,
                        ClaimKind.SPLIT_REQUEST,
                        List.of(share(moses, 60), share(anna, 40)),
                        "x".repeat(1001),
                        Optional.empty()),
                "dispute-reason");
        assertThatThrownBy(() -> file(People.FIONA, request(DEAL, share(moses, 60), share(anna, 40))))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void whoIsCreditedContestsHisOwnCreditStraightBeforeTheManager() {
        DisputeId id = filed(
                MOSES,
                new FileClaim(
                        DEAL, ClaimKind.CREDIT_CONTEST, List.of(share(vicki, 100)), "It was Vicki", Optional.of("3")));
        assertThat(disputes.get(id).state()).isEqualTo(DisputeState.WITH_MANAGER);
        assertThat(disputes.get(id).line()).hasValue("3");
        acting.as(DUSTIN, () -> disputes.decide(id, new Decision.Uphold(), "True"));
        assertThat(credits.currentOf(DEAL)).extracting(Credit::participant).containsExactly(vicki);
    }

    @Test
    void eitherTheWithdrawalOrTheDecisionCounts() throws InterruptedException {
        for (int attempt = 0; attempt < 5; attempt++) {
            DisputeId id = withManager(request(DEAL, share(moses, 60), share(anna, 40)));
            int versions = splits.history(DEAL).size();
            List<Together.Outcome<Dispute>> outcomes = Together.run(
                    () -> acting.as(ANNA, () -> disputes.withdraw(id)),
                    () -> acting.as(DUSTIN, () -> disputes.decide(id, new Decision.Uphold(), "Yes")));
            assertThat(outcomes).filteredOn(Together.Outcome::succeeded).hasSize(1);
            assertThat(outcomes)
                    .filteredOn(o -> !o.succeeded())
                    .allSatisfy(o -> assertThat(o.failure().orElseThrow()).isInstanceOf(Refused.class));
            boolean upheld = disputes.get(id).state() == DisputeState.UPHELD;
            assertThat(splits.history(DEAL)).hasSize(versions + (upheld ? 1 : 0));
            if (upheld) {
                return;
            }
        }
    }

    @Test
    void onlyTheClaimantWithdrawsAndOnlyBeforeTheDecision() {
        DisputeId id = withManager(request(DEAL, share(moses, 60), share(anna, 40)));
        for (User user : List.of(MOSES, DUSTIN, People.CORA)) {
            assertThatThrownBy(() -> acting.as(user, () -> disputes.withdraw(id)))
                    .isInstanceOf(AccessDeniedException.class);
        }
        acting.as(DUSTIN, () -> disputes.decide(id, new Decision.Deny(), "No"));
        assertThatThrownBy(() -> acting.as(ANNA, () -> disputes.withdraw(id))).isInstanceOf(Refused.class);
    }

    @Test
    void onlyItsPeopleTheirSuperiorsAndTheControllersSeeIt() {
        DisputeId id = filed(ANNA, request(DEAL, share(moses, 60), share(anna, 40)));
        for (User user : List.of(
                ANNA, MOSES, DUSTIN, People.RENATA, People.CORA, People.COLIN, People.FIONA, People.DIANA,
                People.AUDRA)) {
            assertThat(acting.as(user, () -> disputes.maySee(id))).as(user.userName()).isTrue();
            assertThat(acting.as(user, disputes::visible)).as(user.userName()).extracting(Dispute::id)
                    .containsExactly(id);
        }
        for (User user : List.of(VICKI, LONE, CELIA, People.OTTO)) {
            assertThat(acting.as(user, () -> disputes.maySee(id))).as(user.userName()).isFalse();
            assertThat(acting.as(user, disputes::visible)).as(user.userName()).isEmpty();
        }
        assertThat(acting.as(ANNA, disputes::mine)).hasSize(1);
        assertThat(acting.as(MOSES, disputes::mine)).hasSize(1);
        assertThat(acting.as(DUSTIN, disputes::mine)).isEmpty();
        assertThat(acting.as(DUSTIN, disputes::ofManager)).hasSize(1);
        assertThat(acting.as(CELIA, disputes::ofManager)).isEmpty();
    }

    @Test
    void theDatabaseRefusesAPartyAsDecider() {
        DisputeId id = withManager(request(DEAL, share(moses, 60), share(anna, 40)));
        for (User party : List.of(ANNA, MOSES)) {
            assertThatThrownBy(() -> jdbc.sql("""
                            update dispute.dispute set state = 'DENIED', decided_by = :by, decided_at = now(),
                                   decision_reason = 'x' where id = :id
                            """)
                    .param("by", party.id().value())
                    .param("id", id.value())
                    .update())
                    .isInstanceOf(DataAccessException.class);
        }
        acting.as(DUSTIN, () -> disputes.decide(id, new Decision.Deny(), "No"));
        assertThatThrownBy(() -> jdbc.sql("update dispute.act set outcome = 'UPHELD'").update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.sql("update dispute.dispute set decision_reason = 'other'").update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.sql("update dispute.message set text = 'other'").update())
                .isInstanceOf(DataAccessException.class);
    }

    private DisputeId withManager(FileClaim claim) {
        DisputeId id = filed(ANNA, claim);
        disputes.noAnswer(id);
        return id;
    }

    private DisputeId filed(User user, FileClaim claim) {
        FilingResult result = file(user, claim);
        assertThat(result).isInstanceOf(FilingResult.Filed.class);
        return ((FilingResult.Filed) result).id();
    }

    private void assertRefused(User user, FileClaim claim, String code) {
        assertThat(file(user, claim))
                .isInstanceOfSatisfying(FilingResult.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo(code));
    }

    private FilingResult file(User user, FileClaim claim) {
        return acting.as(user, () -> disputes.file(claim));
    }

    private static FileClaim request(EventKey deal, Share... shares) {
        return new FileClaim(deal, ClaimKind.SPLIT_REQUEST, List.of(shares), "We worked on it together",
                Optional.empty());
    }

    private static Share share(ParticipantId participant, int percent) {
        return new Share(participant, BigDecimal.valueOf(percent));
    }

    private void upload(String name, String content) {
        ImportReport report = acting.as(
                People.CORA, () -> imports.upload(name, new ByteArrayInputStream(content.getBytes(UTF_8)), "crm"));
        assertThat(report.problems()).as(name).isEmpty();
    }
}
