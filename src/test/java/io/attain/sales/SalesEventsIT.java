package io.attain.sales;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.shared.Money;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SalesEventsIT extends PostgresIT {

    private static final Currency USD = Currency.getInstance("USD");
    private static final String HEADER = "id,kind,date,seller,account,product,amount,currency,margin,quantity,refers_to,touches,region\n";

    @Autowired
    private Imports imports;

    @Autowired
    private Deals deals;

    @Autowired
    private Periods periods;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void anOrganisation() {
        sweep();
        Quarters.define(periods, 4);
        CsvFiles.organisation(imports);
    }

    @Test
    void eventsOfEveryKindComeInWithAllTheySay() {
        ImportReport report = upload(HEADER
                + "B1,booking,2017-03-05,Moses Frase,Cancity,GTX Pro,100.50,USD,20.05,3.5,,web@2017-02-01; call@2017-02-09=Anna Snelling,north\n"
                + "I1,invoice,2017-03-06,,,,100.50,USD,,,B1,,\n"
                + "C1,collection,2017-03-07,,,,-5,USD,,,I1,,\n"
                + "R1,return,2017-03-08,,,,40,USD,8,1.5,B1,,\n"
                + "R2,return,2017-03-08,,,,-10,USD,,,B1,,\n"
                + "S1,stage,2017-03-09,anna-snelling,,,,,,,,,demo\n"
                + "A1,activity,2017-03-09,Anna Snelling,,,,JPY,,2,,,\n");
        assertThat(report).extracting(ImportReport::kind, ImportReport::added, ImportReport::rejected)
                .containsExactly(FileKind.EVENTS, 7, 0);
        SalesEvent booking = event("B1");
        assertThat(booking.kind()).isEqualTo(EventKind.BOOKING);
        assertThat(booking.amount()).isEqualTo(Money.of("100.50", USD));
        assertThat(booking.margin()).contains(Money.of("20.05", USD));
        assertThat(booking.quantity()).isEqualTo(3_500_000);
        assertThat(booking.attributes()).containsExactly(Map.entry("region", "north"));
        assertThat(booking.touches()).containsExactly(
                new Touch("web", Optional.empty(), LocalDate.of(2017, 2, 1)),
                new Touch("call", Optional.of(new ParticipantId("anna-snelling")), LocalDate.of(2017, 2, 9)));
        assertThat(event("R1").amount()).isEqualTo(Money.of("-40", USD));
        assertThat(event("R1").margin()).contains(Money.of("-8", USD));
        assertThat(event("R1").quantity()).isEqualTo(-1_500_000);
        assertThat(event("R1").refersTo()).contains(key("B1"));
        assertThat(event("R2").amount()).isEqualTo(Money.of("-10", USD));
        assertThat(event("C1").amount()).isEqualTo(Money.of("-5", USD));
        assertThat(event("S1").seller()).contains(new ParticipantId("anna-snelling"));
        assertThat(event("A1").amount()).isEqualTo(Money.zero(Currency.getInstance("JPY")));
        List<String> order = new ArrayList<>();
        deals.eventsOf(Quarters.quarter(1).span(), event -> order.add(event.key().externalId()));
        assertThat(order).containsExactly("B1", "I1", "C1", "R1", "R2", "A1", "S1");
    }

    @Test
    void aChangedEventIsARevisionAndAnUndoneBatchCountsNoMore() {
        ImportReport first = upload("id,kind,date,seller,amount,size\nB1,booking,2017-03-05,Moses Frase,100,small\n");
        ImportReport second = upload(
                "id,kind,date,seller,amount,size\nB1,booking,2017-03-05,Moses Frase,120.5,large\n");
        assertThat(second.changes()).containsExactly(new RowChange(2, "B1", "amount", "100.00", "120.50"),
                new RowChange(2, "B1", "attributes", "{\"size\": \"small\"}", "{\"size\": \"large\"}"));
        assertThat(event("B1").revision()).isEqualTo(2);
        assertThat(upload("id,kind,date,seller,amount,size\nB1,booking,2017-03-05,Moses Frase,120.5,large\n")
                .seenBefore()).isTrue();
        assertThatThrownBy(() -> imports.undo(first.batchId())).isInstanceOf(Refused.class)
                .hasMessageContaining("revised");
        imports.undo(second.batchId());
        assertThat(event("B1").revision()).isEqualTo(1);
        imports.undo(first.batchId());
        assertThat(deals.eventOf(key("B1"))).isEmpty();
    }

    @Test
    void whatComesAfterTheLockIsSaidToBeAnAdjustmentAndCountsWhereItIsDated() {
        upload("id,kind,date,seller,amount\nB1,booking,2017-03-05,Moses Frase,100\n");
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        deals.settle(Quarters.Q1, List.of(new SettledRevision(key("B1"), 1)));
        periods.transition(Quarters.Q1, PeriodState.LOCKED);
        ImportReport late = upload("id,kind,date,seller,amount,refers_to\n"
                + "B1,booking,2017-03-05,Moses Frase,999,\nB2,booking,2017-03-06,Moses Frase,5,\n"
                + "R1,return,2017-04-06,,5,B1\n");
        assertThat(late.problems()).extracting(RowProblem::sentence)
                .containsOnly("The period 2017-Q1 is locked: what was paid stays, this will be an adjustment.")
                .hasSize(2);
        assertThat(event("B1").revision()).isEqualTo(2);
        assertThat(deals.eventOf(key("B2"))).isPresent();
        assertThat(deals.eventOf(key("R1"))).isPresent();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
			kind      | X,party,2017-03-05,Moses Frase,,,1,USD,,,,,
			date      | X,booking,,Moses Frase,,,1,USD,,,,,
			seller    | X,booking,2017-03-05,Nobody,,,1,USD,,,,,
			product   | X,booking,2017-03-05,Moses Frase,,GTX Ultra,1,USD,,,,,
			amount    | X,booking,2017-03-05,Moses Frase,,,-1,USD,,,,,
			amount    | X,invoice,2017-03-05,Moses Frase,,,,USD,,,,,
			amount    | X,invoice,2017-03-05,Moses Frase,,,1.5,JPY,,,,,
			currency  | X,booking,2017-03-05,Moses Frase,,,1,XXX,,,,,
			quantity  | X,booking,2017-03-05,Moses Frase,,,1,USD,,1.0000001,,,
			refers_to | X,return,2017-03-05,,,,1,USD,,,,,
			refers_to | X,return,2017-03-05,,,,1,USD,,,none,,
			refers_to | X,return,2017-03-05,,,,1,USD,,,X,,
			refers_to | X,return,2017-03-05,,,,1,EUR,,,G1,,
			amount    | X,return,2017-03-05,,,,0,USD,,,G1,,
			kpi       | X,kpi,2017-03-05,Moses Frase,,,,,,4.6,,,
			touches   | X,booking,2017-03-05,,,,1,USD,,,,web 2017-02-01,
			touches   | X,booking,2017-03-05,,,,1,USD,,,,web@2017-02-01=Nobody,
			region    | X,booking,2017-03-05,Moses Frase,,,1,USD,,,,,=1+1
			id        | D1,booking,2017-03-05,Moses Frase,,,1,USD,,,,,
			""")
    void aWrongEventIsKeptAsideWithItsFieldAndRemedy(String field, String row) {
        CsvFiles.upload(imports, CsvFiles.deals(CsvFiles.won("D1", "2017-03-05", "100")));
        ImportReport report = CsvFiles.upload(imports,
                HEADER + "G1,booking,2017-03-05,Moses Frase,,,1,USD,,,,,\n" + row + "\n");
        assertThat(report).extracting(ImportReport::added, ImportReport::rejected).containsExactly(1, 1);
        assertThat(report.problems()).anySatisfy(problem -> {
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.severity()).isEqualTo(RowProblem.Severity.REJECTED);
            assertThat(problem.remedy()).isNotBlank();
        });
    }

    @Test
    void aReturnThatWaitsForItsOriginalComesInOnceItIsKnown() {
        upload("id,kind,date,amount,refers_to\nR1,return,2017-03-05,5,B1\nR2,return,2017-03-05,5,R1\n");
        assertThat(deals.eventOf(key("R1"))).isEmpty();
        upload("id,kind,date,seller,amount\nB1,booking,2017-03-05,Moses Frase,100\n");
        assertThat(imports.replayRejected().repaired()).isEqualTo(1);
        assertThat(event("R1").refersTo()).contains(key("B1"));
    }

    @Test
    void aDealWithTheIdOfAnEventIsRejected() {
        CsvFiles.upload(imports, "id,kind,date,seller,amount\nD1,booking,2017-03-05,Moses Frase,100\n");
        ImportReport deal = CsvFiles.upload(imports, CsvFiles.deals(CsvFiles.won("D1", "2017-03-05", "100")));
        assertThat(deal.rejected()).isEqualTo(1);
        assertThat(deals.find(new EventKey("crm", "D1"))).isEmpty();
    }

    @Test
    void aRequestIsTakenWholeOrNotAtAll() {
        Map<String, String> good = Map.of("id", "P1", "kind", "booking", "date", "2017-03-05", "seller", "moses-frase",
                "amount", "10", "region", "-1");
        ImportReport taken = imports.post("erp", List.of(good));
        assertThat(taken.added()).isEqualTo(1);
        assertThat(event("P1").attributes()).containsEntry("region", "-1");
        assertThat(imports.post("erp", List.of(good)).seenBefore()).isTrue();
        assertThatExceptionOfType(RowsRefused.class)
                .isThrownBy(() -> imports.post("erp", List.of(
                        Map.of("id", "P2", "kind", "booking", "date", "2017-03-05", "amount", "10"),
                        Map.of("id", "P3", "kind", "booking", "date", "5 March", "amount", "10"))))
                .satisfies(refused -> assertThat(refused.problems()).singleElement().satisfies(problem -> {
                    assertThat(problem.row()).isEqualTo(2);
                    assertThat(problem.field()).isEqualTo("date");
                }));
        assertThat(deals.eventOf(key("P2"))).isEmpty();
        assertThatThrownBy(() -> imports.post("erp", List.of(Map.of("id", "P4", "Größe", "1"))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void eventsAreNeverEdited() {
        upload("id,kind,date,seller,amount\nB1,booking,2017-03-05,Moses Frase,100\n");
        assertThatThrownBy(() -> jdbc.sql("update sales.event_revision set amount_minor = 0").update())
                .hasStackTraceContaining("permission denied");
    }

    private SalesEvent event(String id) {
        return deals.eventOf(key(id)).orElseThrow();
    }

    private static EventKey key(String id) {
        return new EventKey("erp", id);
    }

    private ImportReport upload(String text) {
        return imports.upload("events.csv", CsvFiles.stream(text), "erp");
    }
}
