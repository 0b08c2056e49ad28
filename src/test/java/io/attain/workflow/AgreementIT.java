package io.attain.workflow;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessException;

import io.attain.crediting.SplitSet;
import io.attain.dispute.Act;
import io.attain.dispute.ClaimKind;
import io.attain.dispute.Dispute;
import io.attain.dispute.DisputeId;
import io.attain.dispute.DisputeState;
import io.attain.dispute.FileClaim;
import io.attain.fixtures.People;
import io.attain.fixtures.Quarters;
import io.attain.identity.User;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/** A counter-proposal that the claimant accepts: settled by both sides where the table lets them, else decided. */
class AgreementIT extends AtTheDesk {

    private static final Map<String, String> COUNTER = Map.of("decision", "counter", "share", "20", "reason",
            "A fifth.");

    @Test
    void aSmallOneWithinATeamTakesEffectWithoutTheManagerAndIsRecordedAsTheirs() {
        DisputeId id = countered();
        assertThat(keysIn(DUSTIN)).containsExactly(DECIDE);

        acting.as(ANNA, () -> disputes.acceptCounter(id, moses));

        Dispute settled = disputes.get(id);
        assertThat(settled.state()).isEqualTo(DisputeState.PARTLY);
        assertThat(settled.isSettledByAgreement()).isTrue();
        assertThat(splits.of(DEAL)).map(SplitSet::shares).hasValue(List.of(share(moses, 80), share(anna, 20)));
        assertThat(disputes.acts(id)).extracting(Act::kind, Act::by)
                .containsExactly(tuple(Act.Kind.AGREEMENT, ANNA.id()));
        assertThat(disputes.held(id)).isEmpty();
        assertThat(keysIn(DUSTIN)).isEmpty();
        pass("event_appealOver");
        assertThat(end(id)).isEqualTo("event_disputeClosed");
    }

    @Test
    void whoIsNotContentAfterAllAppealsToTheManager() {
        DisputeId id = countered();
        acting.as(ANNA, () -> disputes.acceptCounter(id, moses));
        acting.as(MOSES, () -> disputes.appeal(id, "I was in a hurry."));
        assertThat(keysIn(DUSTIN)).containsExactly(DECIDE);
        decide(DUSTIN, DECIDE, DENY);
        assertThat(state(id)).isEqualTo(DisputeState.DENIED);
    }

    @ParameterizedTest
    @CsvSource({ "100000, PARTLY", "100001, WITH_MANAGER" })
    void upToAThousandDollarsIsTheirsToSettle(long cents, DisputeState state) {
        moves(cents);
        DisputeId id = countered();
        acting.as(ANNA, () -> disputes.acceptCounter(id, moses));
        assertThat(state(id)).isEqualTo(state);
        assertThat(keysIn(DUSTIN)).isEqualTo(state.isOpen() ? List.of(DECIDE) : List.of());
    }

    @Test
    void acrossTwoTeamsItIsDecided() {
        DisputeId id = filed(acting.as(VICKI, () -> disputes.file(request(share(moses, 60), share(vicki, 40)))));
        decide(MOSES, ANSWER, COUNTER);
        acting.as(VICKI, () -> disputes.acceptCounter(id, moses));
        assertThat(state(id)).isEqualTo(DisputeState.WITH_MANAGER);
        assertThat(disputes.get(id).acceptedOf()).hasValue(moses);
    }

    @Test
    void whileThePeriodIsBeingClosedItIsDecided() {
        DisputeId id = countered();
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        acting.as(ANNA, () -> disputes.acceptCounter(id, moses));
        assertThat(state(id)).isEqualTo(DisputeState.WITH_MANAGER);
        assertThat(splits.of(DEAL)).isEmpty();
    }

    @Test
    void whoeverWouldHaveLessMustHaveProposedIt() {
        User third = People.rep("Lone Ranger");
        ParticipantId lone = staff.employ(third);
        staff.reports(lone, new ParticipantId("dustin-brinkmann"));
        acting.as(People.CORA, () -> splits.put(DEAL, List.of(share(moses, 50), share(lone, 50)), "agreed"));
        DisputeId id = filed(acting.as(ANNA, () -> disputes.file(new FileClaim(DEAL, ClaimKind.SPLIT_REQUEST,
                List.of(share(moses, 30), share(lone, 30), share(anna, 40)), "All three", Optional.empty()))));
        decide(MOSES, ANSWER, COUNTER);
        decide(third, ANSWER, Map.of("decision", "contest", "reason", "No."));
        acting.as(ANNA, () -> disputes.acceptCounter(id, moses));
        assertThat(state(id)).isEqualTo(DisputeState.WITH_MANAGER);
    }

    @Test
    void theDatabaseRefusesAnAgreementOfOneSide() {
        DisputeId id = countered();
        assertThatThrownBy(() -> jdbc.sql("""
                update dispute.dispute set state = 'PARTLY', shares_decided = shares_proposed,
                       decided_by = '(both sides)', decided_at = now(), decision_reason = 'x' where id = :id
                """).param("id", id.value()).update()).isInstanceOf(DataAccessException.class)
                .hasStackTraceContaining("do not agree");
    }

    private DisputeId countered() {
        DisputeId id = filed(ANNA);
        decide(MOSES, ANSWER, COUNTER);
        return id;
    }
}
