package io.attain.crediting;

import java.time.LocalDate;
import java.util.Currency;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import io.attain.calculation.DemoFiles;
import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.participant.ParticipantId;
import io.attain.participant.Quota;
import io.attain.participant.Quotas;
import io.attain.period.Periods;
import io.attain.sales.CsvFiles;
import io.attain.sales.ImportReport;
import io.attain.sales.Imports;
import io.attain.shared.DateRange;
import io.attain.shared.Money;

import static org.assertj.core.api.Assertions.assertThat;

class QuotaFilesIT extends PostgresIT {

    private static final String HEADER = "participant,measure,from,to,amount\n";
    private static final DateRange YEAR = new DateRange(LocalDate.of(2017, 1, 1), LocalDate.of(2018, 1, 1));

    @Autowired
    private DemoFiles demo;
    @Autowired
    private Imports imports;
    @Autowired
    private Periods periods;
    @Autowired
    private Quotas quotas;

    @BeforeEach
    void aPlanInEurosThatIsMeasuredAgainstNewLogos() {
        sweep();
        Quarters.define(periods, 4);
        CsvFiles.organisation(imports);
        demo.publish("""
                {"language": "attain/1", "id": "euro", "name": "Reps", "currency": "EUR", "calendar": "quarters",
                 "effective": {"from": "2017-01-01"},
                 "components": [{"id": "all", "name": "All", "credits": {"roles": ["direct"]}, "measure": "count",
                   "window": "period", "quota": "new logos", "pay": {"type": "bonus-steps", "on": "attainment",
                     "pays": "highest", "steps": [{"from": "1", "amount": "300"}]}}]}
                """);
        CsvFiles.upload(imports, "participant,plan,from,to\nMoses Frase,euro,2017-01-01,\n");
    }

    @Test
    void targetPayAndWhatPlansMeasureAgainstComeByFileInTheCurrencyOfThePlan() {
        ImportReport report = CsvFiles.upload(imports, HEADER + "Moses Frase,target,2017-01-01,2018-01-01,20000\n"
                + "Moses Frase,new logos,2017-01-01,2018-01-01,12\nAnna Snelling,target,2017-01-01,2018-01-01,9000\n");
        assertThat(report.added()).isEqualTo(3);
        assertThat(quotas.of(new ParticipantId("moses-frase"), YEAR)).extracting(Quota::measure, Quota::amount)
                .containsExactlyInAnyOrder(org.assertj.core.groups.Tuple.tuple("target", eur("20000")),
                        org.assertj.core.groups.Tuple.tuple("new logos", eur("12")));
        assertThat(quotas.of(new ParticipantId("anna-snelling"), YEAR)).extracting(Quota::amount)
                .as("who is in no plan has it in the pay currency")
                .containsExactly(Money.of("9000", Currency.getInstance("USD")));
    }

    @Test
    void aNameNoPlanUsesIsRejectedWithThoseThatAre() {
        ImportReport report = CsvFiles.upload(imports, HEADER + "Moses Frase,new logo,2017-01-01,2018-01-01,12\n");
        assertThat(report.rejected()).isEqualTo(1);
        assertThat(report.problems()).singleElement().satisfies(problem -> assertThat(problem.toString())
                .contains("No plan measures against this.", "Use one of amount, new logos, target"));
    }

    private static Money eur(String amount) {
        return Money.of(amount, Currency.getInstance("EUR"));
    }
}
