package io.attain.shared;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ValuesTest {

    @Test
    void equalNumbersAreEqualRates() {
        assertThat(Rate.of("0.050")).isEqualTo(Rate.of("0.05")).hasToString("0.05");
        assertThat(Rate.of("100")).isEqualTo(Rate.of("1E+2")).hasToString("100");
        assertThat(Rate.of("0.0")).isEqualTo(Rate.ZERO);
        assertThat(Rate.ofPercent("7.5").inPercent()).isEqualTo("7.5 %");
    }

    @Test
    void digestsAreReadBackAsTheyWereWritten() {
        Sha256 digest = Sha256.of("attain");
        assertThat(Sha256.fromHex(digest.hex())).isEqualTo(digest).hasSameHashCodeAs(digest);
        assertThat(Sha256.fromBytes(digest.bytes())).isEqualTo(digest);
        assertThat(Sha256.of("").hex()).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThatThrownBy(() -> Sha256.fromHex("00")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPageKnowsItsNeighbours() {
        Page<String> second = new Page<>(List.of("c"), 3, 1, 2);
        assertThat(second.pages()).isEqualTo(2);
        assertThat(second.hasPrevious()).isTrue();
        assertThat(second.hasNext()).isFalse();
    }
}
