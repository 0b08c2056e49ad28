package io.attain.payout;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.security.access.AccessDeniedException;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;

import io.attain.audit.Approval;
import io.attain.audit.Approvals;
import io.attain.audit.Verdict;
import io.attain.bank.BankDetailDraft;
import io.attain.bank.BankDetailId;
import io.attain.bank.BankDetails;
import io.attain.bank.Iban;
import io.attain.calculation.RunId;
import io.attain.calculation.RunState;
import io.attain.fixtures.DictatedIT;
import io.attain.fixtures.People;
import io.attain.fixtures.Quarters;
import io.attain.fixtures.Together;
import io.attain.ledger.AccountType;
import io.attain.ledger.Ledger;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodState;
import io.attain.shared.Refused;
import io.attain.shared.Sha256;
import io.attain.statement.Statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PayoutExportsIT extends DictatedIT {

    @Autowired
    private PayoutBatches payouts;
    @Autowired
    private PayoutExports exports;
    @Autowired
    private PayrollProviders providers;
    @Autowired
    private PayingEntities entities;
    @Autowired
    private BankDetails details;
    @Autowired
    private Statements statements;
    @Autowired
    private Ledger ledger;
    @Autowired
    private Approvals approvals;

    private ParticipantId anna;
    private ParticipantId moses;

    @BeforeEach
    void twoPeopleAreEmployed() {
        anna = staff.employ(People.rep("Anna Snelling"));
        moses = staff.employ(People.rep("Moses Frase"));
    }

    @Test
    void everyFileTiesOutWithTheLedgerToTheCent() throws IOException {
        PayoutBatchId batch = released();
        List<ExportFile> files = write(batch);
        assertThat(files).extracting(ExportFile::kind).containsExactlyInAnyOrder(ExportKind.PAYROLL,
                ExportKind.WORKBOOK, ExportKind.JOURNAL, ExportKind.STATEMENTS);
        BigDecimal paid = ledger.movements(AccountType.PAID, Quarters.Q1, USD).values().stream()
                .map(money -> money.toDecimal()).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(paid).isEqualTo("1334.06");
        assertThat(sum(rows(file(batch, ExportKind.PAYROLL)), "amount")).isEqualTo(paid);
        List<NamedCsvRecord> journal = rows(file(batch, ExportKind.JOURNAL));
        assertThat(sum(journal, "debit")).isEqualTo(sum(journal, "credit"));
        assertThat(sum(journal.stream().filter(row -> row.getField("account").equals("6200")).toList(), "debit"))
                .isEqualTo(paid);
        assertThat(sum(journal.stream().filter(row -> row.getField("account").equals("2330")).toList(), "credit"))
                .isEqualTo(paid);
        assertThat(sum(journal.stream().filter(row -> row.getField("account").equals("2310")).toList(), "credit"))
                .isEqualTo(sum(journal.stream().filter(row -> row.getField("account").equals("2310")).toList(),
                        "debit"));
        assertThat(names(file(batch, ExportKind.STATEMENTS))).containsExactly(
                "statement-2017-q1-anna-snelling.pdf", "statement-2017-q1-moses-frase.pdf");
        assertThat(files).allMatch(file -> file.sha256().equals(Sha256.of(file.bytes())));
    }

    @Test
    void twoWhoWriteAtOnceGetTheSameFiles() throws InterruptedException {
        PayoutBatchId batch = released();
        List<Together.Outcome<List<ExportFile>>> outcomes = Together.run(() -> write(batch), () -> write(batch),
                () -> write(batch));
        assertThat(outcomes).allMatch(Together.Outcome::succeeded);
        assertThat(outcomes).allMatch(outcome -> outcome.value().equals(Optional.of(exports.files(batch))));
        assertThat(exports.files(batch)).hasSize(4);
    }

    @Test
    void makingAFileAgainGivesTheSameBytesOrIsRefused() {
        PayoutBatchId batch = released();
        for (ExportFile file : write(batch)) {
            assertThat(again(batch, file)).isEqualTo(file);
        }
        acting.as(People.FRANK, () -> providers.save("standard", "Standard payroll file",
                new PayrollMapping(PayrollMapping.STANDARD.columns(), ';', '.', DateStyle.ISO, true)));
        ExportFile payroll = file(batch, ExportKind.PAYROLL);
        assertThatThrownBy(() -> again(batch, payroll)).isInstanceOf(Refused.class)
                .hasMessageContaining("mapping 1 of Standard payroll file; in force is mapping 2");
        jdbc.sql("update participant.participant set name = 'Anna Other' where id = :id").param("id", anna.value())
                .update();
        assertThatThrownBy(() -> again(batch, file(batch, ExportKind.STATEMENTS))).isInstanceOf(Refused.class)
                .hasMessageContaining("would come out differently");
        assertThat(file(batch, ExportKind.PAYROLL)).isEqualTo(payroll);
        assertThatThrownBy(() -> jdbc.sql("update payout.export_file set content = 'x'").update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void eachProviderGetsItsOwnPeopleInItsOwnColumns() {
        PayrollMapping mapping = new PayrollMapping(
                List.of(new PayrollColumn("Nr", PayrollField.EMPLOYEE_NUMBER, ""),
                        new PayrollColumn("Betrag", PayrollField.AMOUNT, ""),
                        new PayrollColumn("Cur", PayrollField.CURRENCY, "")),
                ';', ',', DateStyle.GERMAN, false);
        acting.as(People.FIONA, () -> providers.save("nord", "Nord Lohn", mapping));
        assertThat(acting.as(People.FIONA, () -> providers.save("nord", "Nord Lohn", mapping)).version()).isOne();
        jdbc.sql("update participant.participant set legal_entity = 'Attain GmbH' where id = :id")
                .param("id", moses.value()).update();
        acting.as(People.DIANA, () -> entities.save(
                new PayingEntity("Attain GmbH", PayRoute.PAYROLL, "nord", false, Optional.empty())));
        PayoutBatchId batch = released();
        assertThat(rows(exports.file(batch, ExportKind.PAYROLL, PayrollProvider.STANDARD).orElseThrow()))
                .extracting(row -> row.getField("name"))
                .containsExactly("Anna Snelling");
        assertThat(new String(exports.file(batch, ExportKind.PAYROLL, "nord").orElseThrow().bytes(),
                StandardCharsets.UTF_8)).isEqualTo("E1001;99,50;USD\r\n");
    }

    @Test
    void whoeverHasNoBankDetailsIsNamedAndOrderedLater() {
        acting.as(People.DIANA, () -> entities.save(new PayingEntity("Attain Inc", PayRoute.DIRECT, "standard", false,
                Optional.of(new PayingEntity.Debtor("Attain Inc", new Iban("DE89370400440532013000"),
                        Optional.empty())))));
        bankDetails(anna, "2017-01-01", "NL91ABNA0417164300");
        bankDetails(anna, "2018-01-01", "NO9386011117947");
        bankDetails(moses, "2017-12-01", "FR1420041010050500013M02606");
        PayoutBatchId batch = released();
        assertThat(rows(file(batch, ExportKind.PAYROLL))).isEmpty();
        write(batch);
        assertThat(order(batch, "1")).contains("NL91ABNA0417164300", "<CtrlSum>1234.56</CtrlSum>")
                .doesNotContain("Moses", "NO9386011117947");
        assertThat(exports.findings(batch)).singleElement().satisfies(finding -> {
            assertThat(finding.sentence())
                    .contains("Moses Frase has no approved bank details on the pay date 2017-04-28");
            assertThat(finding.remedy()).contains("Bank details");
        });
        write(batch);
        assertThat(exports.file(batch, ExportKind.CREDIT_TRANSFER, "2")).isEmpty();

        bankDetails(moses, "2017-02-01", "FR1420041010050500013M02606");
        write(batch);
        assertThat(order(batch, "2")).contains("FR1420041010050500013M02606", "<CtrlSum>99.50</CtrlSum>")
                .doesNotContain("Anna");
        assertThat(exports.findings(batch)).isEmpty();
        assertThat(write(batch)).hasSize(6);
        exports.files(batch).forEach(file -> assertThat(again(batch, file)).isEqualTo(file));
        assertThatThrownBy(() -> jdbc.sql("""
                insert into payout.instruction select batch_id, participant_id, '3', 'ATT-X' from payout.instruction
                """).update()).isInstanceOf(DataAccessException.class);
    }

    private String order(PayoutBatchId batch, String variant) {
        return new String(exports.file(batch, ExportKind.CREDIT_TRANSFER, variant).orElseThrow().bytes(),
                StandardCharsets.UTF_8);
    }

    private void bankDetails(ParticipantId participant, String from, String iban) {
        BankDetailId id = acting.as(People.CORA, () -> details.propose(new BankDetailDraft(participant,
                LocalDate.parse(from), participant.value(), new Iban(iban), Optional.empty())));
        acting.as(People.FRANK, () -> details.approve(id));
    }

    @Test
    void everyTransferIsInOneJournal() {
        PayoutBatchId batch = released();
        write(batch);
        assertThat(jdbc.sql("select count(*) from payout.journal_transfer").query(Integer.class).single())
                .isEqualTo(jdbc.sql("select count(*) from ledger.transfer").query(Integer.class).single());
        assertThatThrownBy(() -> jdbc.sql("insert into payout.journal_transfer select transfer_id, batch_id"
                + " from payout.journal_transfer").update()).isInstanceOf(DataAccessException.class);
    }

    @Test
    void onlyFinanceWritesAndOnlyWhatIsReleased() {
        PayoutBatchId prepared = prepared().id();
        assertThatThrownBy(() -> write(prepared)).isInstanceOf(Refused.class).hasMessageContaining("not released");
        assertThatThrownBy(() -> acting.as(People.CORA, () -> exports.write(prepared)))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> acting.as(People.FIONA,
                () -> entities.save(PayingEntity.standard("Attain Inc")))).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> acting.as(People.CORA,
                () -> providers.save("x", "X", PayrollMapping.STANDARD))).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void theDatabaseTakesOnePaymentAParticipantAndPeriod() {
        PayoutBatchId batch = released();
        assertThatThrownBy(() -> jdbc.sql("""
                insert into payout.payment select * from payout.payment where batch_id = :batch
                """).param("batch", batch.value()).update()).isInstanceOf(DataAccessException.class);
        assertThat(jdbc.sql("""
                select count(*) from pg_constraint where conname = 'payment_once'
                """).query(Integer.class).single()).isOne();
    }

    private List<ExportFile> write(PayoutBatchId batch) {
        return acting.as(People.FIONA, () -> exports.write(batch));
    }

    private ExportFile again(PayoutBatchId batch, ExportFile file) {
        return acting.as(People.FRANK, () -> exports.again(batch, file.kind(), file.variant()));
    }

    private ExportFile file(PayoutBatchId batch, ExportKind kind) {
        return exports.files(batch).stream().filter(file -> file.kind() == kind).findFirst().orElseThrow();
    }

    private PayoutBatch prepared() {
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        RunId run = dictated.run(Quarters.Q1, RunState.CALCULATED,
                Map.of(anna, List.of(1_234_56L), moses, List.of(99_00L, 50L)));
        return acting.as(People.FIONA, () -> payouts.prepare(Quarters.Q1, run));
    }

    private PayoutBatchId released() {
        PayoutBatch batch = prepared();
        payouts.route(batch.id(), false);
        transaction.executeWithoutResult(tx -> approvals.record(new Approval(batch.caseRef(), 1, PayoutBatch.SIGN, "",
                batch.preparedBy(), People.FRANK.id(), Verdict.APPROVED, Optional.empty(), batch.digest(),
                Instant.now(), Optional.empty(), Optional.empty())));
        payouts.sign(batch.id());
        dictated.accept(batch.run(), Quarters.Q1);
        statements.publish(batch.run());
        periods.transition(Quarters.Q1, PeriodState.LOCKED);
        payouts.release(batch.id());
        return batch.id();
    }

    private static BigDecimal sum(List<NamedCsvRecord> rows, String field) {
        return rows.stream().map(row -> row.getField(field)).filter(value -> !value.isEmpty()).map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static List<NamedCsvRecord> rows(ExportFile file) {
        return CsvReader.builder().ofNamedCsvRecord(new String(file.bytes(), StandardCharsets.UTF_8)).stream()
                .toList();
    }

    private static List<String> names(ExportFile zipped) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(zipped.bytes()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }
}
