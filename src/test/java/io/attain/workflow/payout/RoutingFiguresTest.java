package io.attain.workflow.payout;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RoutingFiguresTest {

    @ParameterizedTest(name = "{0} after {1} is {2} %")
    @CsvSource({ "150,100,50", "151,100,51", "15001,10000,51", "50,100,-50", "4999,10000,-51", "0,100,-100", "7,0,0",
        "0,0,0", "100,100,0", "9223372036854775807,1,9223372036854775807" })
    void theChangeAgainstTheLastPayoutIsWholePercentAwayFromZero(long total, long before, long percent) {
        assertThat(RoutingFigures.varianceInPercent(total, before)).isEqualTo(percent);
    }
}
