package io.attain.dispute;

import java.math.BigDecimal;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.attain.crediting.Share;
import io.attain.participant.ParticipantId;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ReshareTest {

    private static final ParticipantId ANNA = new ParticipantId("anna-snelling");
    private static final ParticipantId MOSES = new ParticipantId("moses-frase");
    private static final ParticipantId CECILY = new ParticipantId("cecily-lampkin");

    @Test
    void othersKeepTheirProportions() {
        assertThat(Reshare.with(List.of(share(ANNA, "75"), share(CECILY, "25")), MOSES, new BigDecimal("20")))
                .containsExactly(share(ANNA, "60"), share(CECILY, "20"), share(MOSES, "20"));
    }

    @Test
    void whatCuttingLeavesOverGoesToTheFirst() {
        List<Share> shares = Reshare.with(
                List.of(share(ANNA, "33.34"), share(CECILY, "33.33"), share(MOSES, "33.33")), MOSES,
                new BigDecimal("0.01"));
        assertThat(shares.stream().map(Share::percent).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("100");
    }

    @Test
    void allOrNothingLeavesNobodyWithNothing() {
        assertThat(Reshare.with(List.of(share(ANNA, "100")), MOSES, new BigDecimal("100")))
                .containsExactly(share(MOSES, "100"));
        assertThat(Reshare.with(List.of(share(ANNA, "50"), share(MOSES, "50")), MOSES, BigDecimal.ZERO))
                .containsExactly(share(ANNA, "100"));
    }

    @Test
    void aRestNeedsSomebodyToTakeIt() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> Reshare.with(List.of(share(MOSES, "100")), MOSES, new BigDecimal("40")));
    }

    private static Share share(ParticipantId id, String percent) {
        return new Share(id, new BigDecimal(percent));
    }
}
