package io.attain.calculation;

import java.util.Currency;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import io.attain.crediting.Credits;
import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.period.Periods;
import io.attain.sales.CsvFiles;
import io.attain.sales.Imports;
import io.attain.shared.Money;

import static org.assertj.core.api.Assertions.assertThat;

/** Managers are credited when their plan counts it, money is converted as the plan says, and the run still adds up. */
class RolledUpAndConvertedIT extends PostgresIT {

    private static final String PLAN = """
			{"language": "attain/1", "id": "%s", "name": "%s", "currency": "USD", "calendar": "quarters",
			 "effective": {"from": "2017-01-01"}, "conversion": "%s",
			 "components": [{"id": "all", "name": "All", "credits": {"roles": ["%s", "%s"]}, "measure": "amount",
			   "window": "credit", "pay": {"type": "flat-rate", "rate": "0.01"}}]}
			""";

    @Autowired
    private DemoFiles demo;

    @Autowired
    private Imports imports;

    @Autowired
    private Credits credits;

    @Autowired
    private Runs runs;

    @Autowired
    private Periods periods;

    @BeforeEach
    void anOrganisation() {
        sweep();
        Quarters.define(periods, 4);
        CsvFiles.organisation(imports);
        demo.publish(PLAN.formatted("reps", "Reps", "period-end", "direct", "split"));
        demo.publish(PLAN.formatted("managers", "Managers", "event-date", "direct", "rollup"));
        upload("participant,plan,from,to\nMoses Frase,reps,2017-01-01,\nDustin Brinkmann,managers,2017-01-01,\n"
                + "Renata Vogel,reps,2017-01-01,\n");
        upload("from,to,date,rate\nEUR,USD,2017-03-01,1.1\nEUR,USD,2017-03-20,1.2\n");
    }

    @Test
    void onlyWhoIsPaidByItIsRolledUpToAndEveryoneInTheWayOfHisPlan() {
        upload("id,kind,date,seller,amount,currency\nB1,booking,2017-03-05,Moses Frase,100,EUR\n"
                + "B2,booking,2017-03-06,Moses Frase,10,USD\n");
        Run run = runs.dryRun(Quarters.Q1);
        assertThat(credits.current(Quarters.quarter(1).span(), Optional.empty()))
                .extracting(credit -> credit.event().externalId() + " " + credit.role() + " " + credit.participant()
                        + " " + credit.original() + " " + credit.amount())
                .containsExactly("B1 DIRECT moses-frase 100.00 EUR 120.00 USD",
                        "B1 ROLLUP dustin-brinkmann 100.00 EUR 110.00 USD",
                        "B2 DIRECT moses-frase 10.00 USD 10.00 USD",
                        "B2 ROLLUP dustin-brinkmann 10.00 USD 10.00 USD");
        assertThat(run.parked()).isZero();
        assertThat(runs.checks(run.id())).allMatch(Check::ok);
        assertThat(runs.totals(run.id()).values()).contains(usd("1.30"), usd("1.20"));
    }

    @Test
    void aNewRateLeadsToNewCreditsAndAnEventForNobodyDoesNotStandInTheWay() {
        upload("id,kind,date,seller,amount,currency\nB1,booking,2017-03-05,Moses Frase,100,EUR\n"
                + "B2,booking,2017-03-06,,77,USD\n");
        runs.dryRun(Quarters.Q1);
        upload("from,to,date,rate\nEUR,USD,2017-03-31,1.3\n");
        Run run = runs.dryRun(Quarters.Q1);
        assertThat(runs.checks(run.id())).allMatch(Check::ok);
        assertThat(credits.current(Quarters.quarter(1).span(), Optional.empty()))
                .extracting(credit -> credit.amount()).isEqualTo(List.of(usd("130"), usd("110")));
        assertThat(credits.refresh(Quarters.quarter(1).span())).isZero();
    }

    private static Money usd(String amount) {
        return Money.of(amount, Currency.getInstance("USD"));
    }

    private void upload(String text) {
        CsvFiles.upload(imports, text);
    }
}
