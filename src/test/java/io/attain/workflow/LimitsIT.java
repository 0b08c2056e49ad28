package io.attain.workflow;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

import io.attain.crediting.FxRates;
import io.attain.crediting.rule.ExchangeRates.Listed;
import io.attain.dispute.DisputeId;
import io.attain.dispute.DisputeState;
import io.attain.fixtures.People;
import io.attain.fixtures.Quarters;
import io.attain.shared.Money;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The limits of the tables are in US dollars: what is paid in another currency is compared by the average rate of the
 * period, and goes the strict way where no rate is known.
 */
class LimitsIT extends AtTheDesk {

    private static final Map<String, String> COUNTER = Map.of("decision", "counter", "share", "20", "reason",
            "A fifth.");

    @Autowired
    private FxRates rates;

    /** Two rates of the quarter: their mean is 1.25 dollars a euro, and 0.008 dollars a yen. */
    private void ratesAreKnown() {
        acting.as(People.CORA, () -> {
            rate("EUR", "2017-01-15", "1.20");
            rate("EUR", "2017-03-15", "1.30");
            rate("EUR", "2017-04-01", "9.99");
            rate("JPY", "2017-02-01", "0.008");
        });
    }

    @ParameterizedTest(name = "{0} {1} minor units: both sides settle it: {2}")
    @CsvSource({ "USD, 100000, true", "USD, 100001, false",
        "EUR, 80000, true", "EUR, 80001, false",
        "JPY, 125000, true", "JPY, 125001, false",
        "GBP, 1, false" })
    void bothSidesSettleUpToAThousandDollarsWhateverTheyArePaidIn(String currency, long minor, boolean settled) {
        ratesAreKnown();
        paidIn(currency, minor);
        DisputeId id = filed(ANNA);
        decide(MOSES, ANSWER, COUNTER);
        acting.as(ANNA, () -> disputes.acceptCounter(id, moses));
        assertThat(state(id)).isEqualTo(settled ? DisputeState.PARTLY : DisputeState.WITH_MANAGER);
    }

    @ParameterizedTest(name = "{0} {1} minor units: {2}")
    @CsvSource({ "EUR, 200000, UPHELD", "EUR, 200001, COMP_REVIEW", "EUR, 400000, COMP_REVIEW",
        "JPY, 312500, UPHELD", "JPY, 312501, COMP_REVIEW", "GBP, 1, COMP_REVIEW" })
    void whatMovesMoreThanTwoAndAHalfThousandDollarsIsReviewed(String currency, long minor, DisputeState after) {
        ratesAreKnown();
        paidIn(currency, minor);
        DisputeId id = filed(ANNA);
        decide(MOSES, ANSWER, AGREE);
        boolean unknown = currency.equals("GBP");
        assertThat(disputes.get(id).decider().isEmpty()).as("the finance director decides").isEqualTo(unknown);
        decide(unknown ? People.DIANA : DUSTIN, DECIDE, UPHOLD);
        assertThat(state(id)).isEqualTo(after);
    }

    @ParameterizedTest(name = "{0} {1} minor units: finance approves: {2}")
    @CsvSource({ "EUR, 400000, false", "EUR, 400001, true", "JPY, 625000, false", "JPY, 625001, true",
        "GBP, 1, true" })
    void financeApprovesWhatMovesMoreThanFiveThousandDollars(String currency, long minor, boolean finance) {
        ratesAreKnown();
        paidIn(currency, minor);
        DisputeId id = filed(ANNA);
        decide(MOSES, ANSWER, AGREE);
        decide(currency.equals("GBP") ? People.DIANA : DUSTIN, DECIDE, UPHOLD);
        assertThat(state(id)).isEqualTo(DisputeState.COMP_REVIEW);
        assertThat(disputes.get(id).course().needsFinance()).isEqualTo(finance);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({ "EUR, 12345", "JPY, 12345" })
    void theStakeIsInTheCurrencyOfWhosePayWouldMoveMost(String currency, long minor) {
        ratesAreKnown();
        paidIn(currency, minor);
        DisputeId id = filed(ANNA);
        assertThat(disputes.get(id).course().stake())
                .isEqualTo(Optional.of(Money.ofMinor(minor, Currency.getInstance(currency))));
    }

    private void paidIn(String currency, long minor) {
        jdbc.sql("update participant.participant set currency = :currency where id in ('moses-frase', 'anna-snelling')")
                .param("currency", currency).update();
        dictated.paidIn(Currency.getInstance(currency));
        dictated.preview(Quarters.Q1, Map.of(moses, List.of(1_000_00L + minor), anna, List.of()));
        dictated.previewWith(Quarters.Q1, Map.of(moses, List.of(1_000_00L), anna, List.of(minor)));
    }

    private void rate(String from, String day, String rate) {
        rates.put(new Listed(Currency.getInstance(from), USD, LocalDate.parse(day), new BigDecimal(rate)));
    }
}
