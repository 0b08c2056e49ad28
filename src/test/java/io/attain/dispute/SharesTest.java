package io.attain.dispute;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import io.attain.crediting.Share;
import io.attain.fixtures.Seeds;
import io.attain.participant.ParticipantId;

import static org.assertj.core.api.Assertions.assertThat;

class SharesTest {

    @Test
    void areRightWhenTheyTotalExactlyAHundred() {
        assertThat(Shares.flaw(List.of(share("anna", "60"), share("ben", "40.0")))).isEmpty();
        assertThat(Shares.flaw(List.of(share("anna", "33.333333"), share("ben", "66.666667")))).isEmpty();
    }

    @Test
    void areWrongWithOneMillionthTooLittle() {
        assertThat(Shares.flaw(List.of(share("anna", "60"), share("ben", "39.999999"))))
                .hasValue("The shares add up to 99.999999 %, not to 100 %.");
    }

    @Test
    void areWrongWhenSomebodyHasTwoOrNobodyHasAny() {
        assertThat(Shares.flaw(List.of(share("anna", "60"), share("anna", "40"))))
                .hasValue("Nobody has two shares of one deal.");
        assertThat(Shares.flaw(List.of())).isPresent();
    }

    @Test
    void areTheSameInAnyOrderAndScale() {
        assertThat(Shares.same(
                List.of(share("anna", "60"), share("ben", "40")),
                List.of(share("ben", "40.00"), share("anna", "60.0"))))
                .isTrue();
        assertThat(Shares.same(List.of(share("anna", "100")), List.of(share("ben", "100")))).isFalse();
    }

    @Property(tries = 200 * Seeds.TIMES, seed = Seeds.SEED)
    void readBackAsTheyWereWritten(
            @ForAll @Size(min = 1, max = 10) List<@LongRange(min = 1, max = 100_000_000) Long> millionths) {
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < millionths.size(); i++) {
            shares.add(new Share(new ParticipantId("p-" + i), BigDecimal.valueOf(millionths.get(i), 6)));
        }
        assertThat(Shares.same(Shares.parse(Shares.text(shares)), shares)).isTrue();
    }

    @Test
    void answersReadBackAsTheyWereWritten() {
        for (Answer answer : List.of(
                new Answer.Agree(), new Answer.Contest(),
                new Answer.Counter(List.of(share("anna", "70"), share("ben", "30"))))) {
            assertThat(Shares.parseAnswer(Shares.text(answer))).isEqualTo(answer);
        }
    }

    private static Share share(String participant, String percent) {
        return new Share(new ParticipantId(participant), new BigDecimal(percent));
    }
}
