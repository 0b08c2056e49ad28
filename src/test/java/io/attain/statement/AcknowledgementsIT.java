package io.attain.statement;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.security.access.AccessDeniedException;

import io.attain.audit.AuditTrail;
import io.attain.calculation.RunId;
import io.attain.calculation.RunState;
import io.attain.fixtures.DictatedIT;
import io.attain.fixtures.People;
import io.attain.fixtures.Quarters;
import io.attain.fixtures.Together;
import io.attain.identity.User;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodState;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AcknowledgementsIT extends DictatedIT {

    private static final User ANNA = People.rep("Anna Snelling");
    private static final User MOSES = People.rep("Moses Frase");

    @Autowired
    private Acknowledgements acknowledgements;
    @Autowired
    private Statements statements;
    @Autowired
    private AuditTrail audit;

    private ParticipantId anna;
    private ParticipantId moses;

    @BeforeEach
    void twoReps() {
        anna = staff.employ(ANNA);
        moses = staff.employ(MOSES);
    }

    @Test
    void whoeverItIsAboutSaysOnceThatItIsRead() throws InterruptedException {
        publish();
        assertThat(acknowledgements.find(anna, Quarters.Q1)).isEmpty();
        List<Together.Outcome<Acknowledgement>> twice = Together.run(() -> read(ANNA, anna), () -> read(ANNA, anna));
        assertThat(twice).allMatch(Together.Outcome::succeeded);
        assertThat(twice.getFirst().value()).isEqualTo(twice.getLast().value());
        assertThat(acknowledgements.ofPeriod(Quarters.Q1)).singleElement()
                .satisfies(one -> assertThat(one.by()).isEqualTo(ANNA.id()));
        assertThat(audit.entriesAbout("period " + Quarters.Q1).toString()).containsOnlyOnce("statement.acknowledged");
    }

    @Test
    void nobodyElseSaysIt() {
        publish();
        for (User other : List.of(MOSES, People.CORA, People.FIONA, People.RENATA)) {
            assertThatThrownBy(() -> read(other, anna)).isInstanceOf(AccessDeniedException.class);
        }
    }

    @Test
    void whatIsNotPublishedIsNotRead() {
        assertThatThrownBy(() -> read(ANNA, anna)).isInstanceOf(Refused.class)
                .hasMessage("There is no published statement for 2017-Q1 yet.");
        assertThatThrownBy(() -> jdbc.sql("""
                insert into statement.acknowledgement values ('anna-snelling', gen_random_uuid(), '2017-Q1', 'x', now())
                """).update()).isInstanceOf(DataAccessException.class);
    }

    @Test
    void aStatementThatIsPublishedAnewIsReadAnew() {
        RunId first = publish();
        read(ANNA, anna);
        jdbc.sql("insert into statement.withdrawn values (:run, '2017-Q1', 'A rate was wrong', now())")
                .param("run", first.value()).update();
        assertThat(acknowledgements.find(anna, Quarters.Q1)).isEmpty();
        statements.publish(dictated.run(Quarters.Q1, RunState.ACCEPTED, Map.of(anna, List.of(200L))));
        assertThat(acknowledgements.ofPeriod(Quarters.Q1)).isEmpty();
        assertThat(read(ANNA, anna).run()).isNotEqualTo(first);
    }

    @Test
    void whatWasSaidStays() {
        publish();
        read(ANNA, anna);
        assertThatThrownBy(() -> jdbc.sql("delete from statement.acknowledgement").update())
                .isInstanceOf(DataAccessException.class);
    }

    private RunId publish() {
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        RunId run = dictated.run(Quarters.Q1, RunState.ACCEPTED,
                Map.of(anna, List.of(100L), moses, List.of(50L)));
        statements.publish(run);
        return run;
    }

    private Acknowledgement read(User user, ParticipantId whose) {
        return acting.as(user, () -> acknowledgements.acknowledge(whose, Quarters.Q1));
    }
}
