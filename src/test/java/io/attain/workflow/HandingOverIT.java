package io.attain.workflow;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

import io.attain.dispute.Act;
import io.attain.dispute.Desk;
import io.attain.dispute.Dispute;
import io.attain.dispute.DisputeId;
import io.attain.dispute.DisputeState;
import io.attain.fixtures.People;
import io.attain.fixtures.Together;
import io.attain.fixtures.Together.Outcome;
import io.attain.identity.User;
import io.attain.identity.Users;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A dispute goes from who decides it to another who may. */
class HandingOverIT extends AtTheDesk {

    private static final ParticipantId DUSTINS = new ParticipantId("dustin-brinkmann");
    private static final ParticipantId CELIAS = new ParticipantId("celia-rouche");
    private static final ParticipantId RENATAS = new ParticipantId("renata-vogel");

    @Autowired
    private Desk desk;
    @Autowired
    private Users users;

    @BeforeEach
    void everyoneHasSignedInBefore() {
        List.of(MOSES, ANNA, DUSTIN, CELIA, People.RENATA, People.DIANA, People.CORA).forEach(users::remember);
    }

    @Test
    void compensationHandsItToASuperiorWhoDecidesThoughTheFirstHadTakenTheTask() {
        DisputeId id = withDecider();
        acting.as(DUSTIN, () -> inbox.claim(engineTask(DECIDE)));
        assertThat(entitled(People.CORA, id)).containsExactly(RENATAS);

        hand(People.CORA, id, Optional.of(RENATAS), "Dustin is away.");

        assertThat(keysIn(DUSTIN)).isEmpty();
        assertThatThrownBy(() -> acting.as(DUSTIN, () -> inbox.complete(engineTask(DECIDE), DENY)))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(texts(id)).contains("Hands the decision to Renata Vogel: Dustin is away.");
        assertThat(audited(id)).anySatisfy(
                facts -> assertThat(facts).contains("dustin-brinkmann", "renata-vogel", "Dustin is away."));
        decide(People.RENATA, DECIDE, UPHOLD);
        assertThat(state(id)).isEqualTo(DisputeState.UPHELD);
        assertThat(disputes.acts(id)).extracting(Act::by).containsExactly(People.RENATA.id());
    }

    @Test
    void whoDecidesHandsItToTheFinanceDirector() {
        DisputeId id = withDecider();
        hand(DUSTIN, id, Optional.empty(), "I sold the first deal to them myself.");
        assertThat(disputes.get(id).decider()).isEmpty();
        assertThat(keysIn(People.RENATA)).isEmpty();
        decide(People.DIANA, DECIDE, DENY);
        assertThat(state(id)).isEqualTo(DisputeState.DENIED);
    }

    @Test
    void itIsHandedOverBeforeItIsThereToBeDecided() {
        DisputeId id = filed(ANNA);
        hand(People.CORA, id, Optional.of(RENATAS), "Dustin leaves.");
        decide(MOSES, ANSWER, AGREE);
        assertThat(keysIn(DUSTIN)).isEmpty();
        assertThat(keysIn(People.RENATA)).contains(DECIDE);
    }

    @Test
    void nobodyGetsItWhoIsAPartyOrNoSuperiorOfAll() {
        DisputeId id = withDecider();
        for (ParticipantId wrong : List.of(moses, anna, vicki, CELIAS, new ParticipantId("nobody"))) {
            assertThatThrownBy(() -> hand(People.CORA, id, Optional.of(wrong), "Please."))
                    .isInstanceOf(Refused.class).matches(refused -> code(refused).equals("dispute-not-entitled"));
        }
        assertThatThrownBy(() -> hand(People.CORA, id, Optional.of(DUSTINS), "Please."))
                .matches(refused -> code(refused).equals("dispute-assigned-already"));
        assertThatThrownBy(() -> hand(People.CORA, id, Optional.of(RENATAS), " "))
                .matches(refused -> code(refused).equals("dispute-reason"));
        assertThat(disputes.get(id).decider()).hasValue(DUSTINS);
    }

    @Test
    void noPartyAndNobodyElseHandsItOver() {
        DisputeId id = withDecider();
        for (User other : List.of(ANNA, MOSES, CELIA, People.RENATA, People.FIONA, People.DIANA, People.OTTO)) {
            assertThatThrownBy(() -> hand(other, id, Optional.of(RENATAS), "Please."))
                    .as(other.displayName()).isInstanceOf(AccessDeniedException.class);
            assertThat(entitled(other, id)).as(other.displayName()).isEmpty();
        }
        assertThat(disputes.get(id).decider()).hasValue(DUSTINS);
    }

    @Test
    void anAppealDoesNotGoBackToWhoDealtWithIt() {
        DisputeId id = withDecider();
        decide(DUSTIN, DECIDE, DENY);
        acting.as(ANNA, () -> disputes.appeal(id, "Nobody asked the customer."));
        assertThat(disputes.get(id).decider()).hasValue(RENATAS);
        assertThatThrownBy(() -> hand(People.CORA, id, Optional.of(DUSTINS), "He knows it."))
                .matches(refused -> code(refused).equals("dispute-not-entitled"));
        hand(People.CORA, id, Optional.empty(), "Renata is away.");
        decide(People.DIANA, DECIDE, UPHOLD);
        assertThat(state(id)).isEqualTo(DisputeState.UPHELD);
    }

    @Test
    void whatIsDecidedIsNotHandedOver() {
        DisputeId id = withDecider();
        decide(DUSTIN, DECIDE, DENY);
        assertThatThrownBy(() -> hand(People.CORA, id, Optional.of(RENATAS), "Please."))
                .matches(refused -> code(refused).equals("dispute-moved-on"));
    }

    @Test
    void ofTwoManagersTheOneItIsHandedToDecidesAlone() {
        DisputeId id = filed(acting.as(VICKI, () -> disputes.file(request(share(moses, 60), share(vicki, 40)))));
        decide(MOSES, ANSWER, AGREE);
        assertThat(disputes.get(id).decider()).hasValue(CELIAS);
        hand(People.CORA, id, Optional.of(RENATAS), "They are both away.");
        decide(People.RENATA, DECIDE, DENY);
        assertThat(state(id)).isEqualTo(DisputeState.DENIED);
    }

    @RepeatedTest(5)
    void whoDecidesWhileItIsHandedOverIsEitherInTimeOrTold() throws Exception {
        DisputeId id = withDecider();
        String task = engineTask(DECIDE);
        List<Outcome<Boolean>> outcomes = Together.run(as(DUSTIN, () -> inbox.complete(task, DENY)),
                as(People.CORA, () -> desk.assign(id, Optional.of(RENATAS), "Dustin is away.")));
        assertThat(outcomes.stream().filter(Outcome::succeeded)).hasSize(1);
        Dispute after = disputes.get(id);
        if (outcomes.getFirst().succeeded()) {
            assertThat(after.state()).isEqualTo(DisputeState.DENIED);
            assertThat(after.decidedBy()).hasValue(DUSTIN.id());
        } else {
            assertThat(after.state()).isEqualTo(DisputeState.WITH_MANAGER);
            decide(People.RENATA, DECIDE, DENY);
        }
        assertThat(disputes.acts(id)).hasSize(1);
    }

    private DisputeId withDecider() {
        DisputeId id = filed(ANNA);
        decide(MOSES, ANSWER, AGREE);
        return id;
    }

    private void hand(User user, DisputeId id, Optional<ParticipantId> to, String reason) {
        acting.as(user, () -> desk.assign(id, to, reason));
    }

    private List<ParticipantId> entitled(User user, DisputeId id) {
        return acting.as(user, () -> desk.entitled(id).stream().map(Participant::id).toList());
    }

    private static String code(Throwable refused) {
        return ((Refused) refused).code();
    }

    private List<String> audited(DisputeId id) {
        return jdbc.sql("""
                select facts::text from audit.entry where action = 'dispute.assigned' and subject = 'dispute ' || :id
                """).param("id", id.value()).query(String.class).list();
    }

    private Callable<Boolean> as(User user, Runnable work) {
        return () -> acting.as(user, () -> {
            work.run();
            return true;
        });
    }
}
