package io.attain.sales;

import java.util.Currency;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.fixtures.Together;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.shared.Money;
import io.attain.shared.Refused;

import static io.attain.sales.CsvFiles.deals;
import static io.attain.sales.CsvFiles.won;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ImportsIT extends PostgresIT {

    private static final Currency USD = Currency.getInstance("USD");
    private static final EventKey D1 = new EventKey("crm", "D1");

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
    void aChangedRowIsARevisionWithItsDifferencesAndComingBackIsTheThird() {
        String a = deals(won("D1", "2017-03-05", "100"), won("D2", "2017-03-05", "50"));
        String b = deals(won("D1", "2017-03-06", "120.50"), won("D2", "2017-03-05", "50"));
        assertThat(upload(a)).extracting(ImportReport::added, ImportReport::changed).containsExactly(2, 0);

        ImportReport change = upload(b);
        assertThat(change).extracting(ImportReport::added, ImportReport::changed, ImportReport::unchanged)
                .containsExactly(0, 1, 1);
        assertThat(change.changes()).containsExactly(new RowChange(2, "D1", "close_date", "2017-03-05", "2017-03-06"),
                new RowChange(2, "D1", "close_value", "100.00", "120.50"));
        assertThat(deals.get(D1).revision()).isEqualTo(2);

        assertThat(upload(a).changed()).isEqualTo(1);
        assertThat(deals.get(D1).revision()).isEqualTo(3);
        assertThat(deals.get(D1).value()).contains(Money.of("100", USD));
        assertThat(deals.history(D1)).hasSize(3);
        assertThat(upload(a).seenBefore()).isTrue();
    }

    @Test
    void theSameFileTwiceAtOnceIsTakenOnce() throws InterruptedException {
        String file = deals(won("D1", "2017-03-05", "100"), won("D2", "2017-03-05", "50"));
        List<Together.Outcome<ImportReport>> both = Together.run(() -> upload(file), () -> upload(file));
        assertThat(both).allSatisfy(outcome -> assertThat(outcome.succeeded()).isTrue());
        assertThat(both).extracting(outcome -> outcome.value().orElseThrow().seenBefore()).containsExactlyInAnyOrder(
                true,
                false);
        assertThat(both).extracting(outcome -> outcome.value().orElseThrow().batchId()).containsOnly(
                both.getFirst().value().orElseThrow().batchId());
        assertThat(deals.history(D1)).hasSize(1);
    }

    @Test
    void differentFilesAboutOneDealAtOnceFollowOneAnother() throws InterruptedException {
        Together.run(() -> upload(deals(won("D1", "2017-03-05", "100"))),
                () -> upload(deals(won("D1", "2017-03-05", "200"))));
        assertThat(deals.history(D1)).extracting(revision -> revision.deal().revision()).containsExactly(2, 1);
    }

    @Test
    void rowsWithOneIdAreAllRejectedBecauseNobodyKnowsWhichIsRight() {
        ImportReport report = upload(deals(won("D1", "2017-03-05", "100"), won("D2", "2017-03-05", "1"),
                won("D1", "2017-03-05", "200")));
        assertThat(report).extracting(ImportReport::added, ImportReport::rejected).containsExactly(1, 2);
        assertThat(report.problems()).extracting(RowProblem::sentence)
                .containsOnly("The same id stands in several rows: 2, 4.");
        assertThat(deals.find(D1)).isEmpty();
    }

    @Test
    void anAliasRepairsRowsOfEveryFileAndLeavesAloneWhatALaterFileSaid() {
        ImportReport first = upload(deals("D1,Moses Frase,GTXPro,Cancity,Won,2017-01-10,2017-03-05,100",
                "D2,Moses Frase,GTXPro,Cancity,Won,2017-01-10,2017-03-05,100"));
        ImportReport second = upload(deals("D2,Moses Frase,GTX Pro,Cancity,Won,2017-01-10,2017-03-05,200",
                "D3,Mosses Frase,GTXPro,Cancity,Won,2017-01-10,2017-03-05,300"));
        assertThat(imports.report(first.batchId()).stillRejected()).isEqualTo(1);

        ReplayReport replay = imports.addAlias(AliasKind.PRODUCT, "GTXPro", "GTX Pro");
        assertThat(replay.received()).isEqualTo(2);
        assertThat(replay.repaired()).isEqualTo(1);
        assertThat(deals.get(new EventKey("crm", "D2")).value()).contains(Money.of("200", USD));
        assertThat(imports.report(second.batchId()).stillRejected()).isEqualTo(1);

        assertThat(imports.addAlias(AliasKind.SELLER, "Mosses Frase", "Moses Frase").repaired()).isEqualTo(1);
        assertThat(deals.get(new EventKey("crm", "D3")).seller().value()).isEqualTo("moses-frase");
        assertThat(imports.report(second.batchId()).stillRejected()).isZero();
        assertThat(imports.replayRejected().received()).isZero();
        assertThatThrownBy(() -> imports.addAlias(AliasKind.PRODUCT, "GTXPro", "MG Special"))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> imports.addAlias(AliasKind.PRODUCT, "X", "Nothing")).isInstanceOf(Refused.class);
    }

    @Test
    void rowsThatWaitForAProductComeInOnceItIsKnown() {
        upload(deals("D1,Moses Frase,GTK 500,Cancity,Won,2017-01-10,2017-03-05,100"));
        upload("product,series,sales_price\nGTK 500,GTK,26768\n");
        assertThat(imports.replayRejected().repaired()).isEqualTo(1);
        assertThat(deals.get(D1).state()).isEqualTo(DealState.BOOKED);
    }

    @Test
    void dealsAfterTheOpenPeriodWaitForTheirs() {
        upload(deals(won("D1", "2017-05-05", "100")));
        assertThat(deals.get(D1).state()).isEqualTo(DealState.WAITING_FOR_PERIOD);
        lock(1);
        assertThat(deals.get(D1).state()).isEqualTo(DealState.BOOKED);
    }

    @Test
    void aChangeAfterTheLockIsSaidToBeAnAdjustmentAndCountsWhereItIsDated() {
        upload(deals(won("D1", "2017-03-05", "100"), won("D2", "2017-05-05", "100")));
        lock(1);
        ImportReport report = upload(deals(won("D1", "2017-05-06", "999"), won("D2", "2017-05-05", "200"),
                won("D3", "2017-03-09", "5")));
        assertThat(report).extracting(ImportReport::added, ImportReport::changed).containsExactly(1, 2);
        assertThat(report.problems()).hasSize(2).allSatisfy(problem -> {
            assertThat(problem.severity()).isEqualTo(RowProblem.Severity.NOTICE);
            assertThat(problem.sentence()).contains("2017-Q1 is locked").contains("adjustment");
        });
        assertThat(deals.get(D1).state()).isEqualTo(DealState.ADJUSTMENT_DUE);
        assertThat(deals.eventOf(D1)).isPresent();
        assertThat(deals.eventOf(new EventKey("crm", "D2"))).isPresent();
        assertThat(deals.get(new EventKey("crm", "D3")).state()).isEqualTo(DealState.ADJUSTMENT_DUE);
    }

    @Test
    void aDealMovedWhileItsPeriodClosesCountsInTheNextOneAndIsDueForAdjustment() {
        upload(deals(won("D1", "2017-03-05", "100")));
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        ImportReport moved = upload(deals(won("D1", "2017-05-06", "100")));
        assertThat(moved.problems()).singleElement()
                .satisfies(problem -> assertThat(problem.sentence()).contains("being closed"));
        deals.settle(Quarters.Q1, List.of(new SettledRevision(D1, 1)));
        periods.transition(Quarters.Q1, PeriodState.LOCKED);
        assertThat(deals.eventOf(D1)).hasValueSatisfying(
                event -> assertThat(event.eventDate()).isEqualTo("2017-05-06"));
        assertThat(deals.get(D1).state()).isEqualTo(DealState.ADJUSTMENT_DUE);
    }

    @Test
    void anUndoneBatchCountsNoMoreAndMayComeAgain() {
        String a = deals(won("D1", "2017-03-05", "100"));
        String b = deals(won("D1", "2017-03-05", "200"), won("D2", "2017-03-05", "1"));
        ImportReport first = upload(a);
        ImportReport second = upload(b);
        assertThatThrownBy(() -> imports.undo(first.batchId())).isInstanceOf(Refused.class)
                .hasMessageContaining("revised");
        assertThat(imports.undo(second.batchId()).state()).isEqualTo(ImportReport.State.UNDONE);
        assertThat(deals.get(D1).revision()).isEqualTo(1);
        assertThat(deals.find(new EventKey("crm", "D2"))).isEmpty();
        assertThat(deals.history(D1)).extracting(DealRevision::undone).containsExactly(true, false);
        assertThatThrownBy(() -> imports.undo(second.batchId())).isInstanceOf(Refused.class);

        ImportReport again = upload(b);
        assertThat(again).extracting(ImportReport::added, ImportReport::changed).containsExactly(1, 1);
        assertThat(deals.get(D1).revision()).isEqualTo(3);
    }

    @Test
    void aBatchOfAFrozenPeriodCannotBeUndone() {
        ImportReport batch = upload(deals(won("D1", "2017-03-05", "100")));
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        assertThatThrownBy(() -> imports.undo(batch.batchId())).isInstanceOf(Refused.class)
                .hasMessageContaining("2017-Q1");
        periods.transition(Quarters.Q1, PeriodState.OPEN);
        assertThat(imports.undo(batch.batchId()).state()).isEqualTo(ImportReport.State.UNDONE);
    }

    @Test
    void aBatchWhoseRowsWereReplayedIsUndoneAfterTheReplay() {
        ImportReport file = upload(deals("D1,Moses Frase,GTXPro,Cancity,Won,2017-01-10,2017-03-05,100"));
        ImportReport replay = imports.addAlias(AliasKind.PRODUCT, "GTXPro", "GTX Pro").batches().getFirst();
        assertThatThrownBy(() -> imports.undo(file.batchId())).isInstanceOf(Refused.class);
        imports.undo(replay.batchId());
        assertThat(deals.find(D1)).isEmpty();
        assertThat(imports.report(file.batchId()).stillRejected()).isEqualTo(1);
        assertThat(imports.replayRejected().repaired()).isEqualTo(1);
    }

    @Test
    void theNumbersOfABatchAddUpWhateverSomeoneWrites() {
        upload(deals(won("D1", "2017-03-05", "100")));
        assertThatThrownBy(() -> jdbc.sql("update sales.import_batch set rejected = rejected + 1").update())
                .hasStackTraceContaining("import_batch_adds_up");
        assertThatThrownBy(() -> jdbc.sql("update sales.deal_revision set amount_minor = 0").update())
                .hasStackTraceContaining("permission denied");
        assertThat(jdbc.sql("select count(*) from sales.staged_row").query(Long.class).single()).isZero();
    }

    private ImportReport upload(String text) {
        return CsvFiles.upload(imports, text);
    }

    private void lock(int quarter) {
        periods.transition(Quarters.quarter(quarter).id(), PeriodState.CLOSING);
        periods.transition(Quarters.quarter(quarter).id(), PeriodState.LOCKED);
    }
}
