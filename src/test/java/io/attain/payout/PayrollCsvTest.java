package io.attain.payout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import io.attain.fixtures.Seeds;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.shared.Money;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PayrollCsvTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final LocalDate PAY_DAY = LocalDate.of(2017, 7, 28);

    @Test
    void writesOneLinePerPersonWithPlainDecimals() {
        String csv = csv(
                line("Moses Frase", Money.of("1234.50", USD)), line("Anna Snelling", Money.of("0.07", USD)));
        assertThat(csv).isEqualTo("""
                employee number,name,legal entity,cost centre,pay date,amount,currency,batch\r
                E1007,Moses Frase,Attain Inc,CC-410,2017-07-28,1234.50,USD,42\r
                E1007,Anna Snelling,Attain Inc,CC-410,2017-07-28,0.07,USD,42\r
                """);
    }

    @Test
    void writesACurrencyInItsOwnDigits() {
        assertThat(PayrollCsv.amount(Money.ofMinor(12345, Currency.getInstance("JPY")))).isEqualTo("12345");
        assertThat(PayrollCsv.amount(Money.ofMinor(12345, Currency.getInstance("KWD")))).isEqualTo("12.345");
        assertThat(PayrollCsv.amount(Money.ofMinor(100_000_000_000_000L, USD))).isEqualTo("1000000000000.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        " =1+1",
        "\t=1+1",
        "\r=cmd|' /C calc'!A0",
        "\n@x",
        "\u00A0=1",
        "\uFEFF=1",
        "\uFF1D1+1",
        "%0A=1",
        "|x"
    })
    void takesTheFormulaOutOfACell(String evil) {
        String cell = onlyCell(PayrollCsv.text(evil));
        assertThat(cell).startsWith("'");
        assertThat(cell).doesNotContain("\n", "\r", "\t");
    }

    @Property(tries = 500 * Seeds.TIMES, seed = Seeds.SEED)
    void noCellStartsAFormulaOrBreaksALine(@ForAll String anything) {
        String cell = PayrollCsv.text(anything);
        assertThat(cell).doesNotContain("\r", "\n");
        String read = cell.isEmpty() ? "" : onlyCell(cell);
        assertThat(read.strip()).doesNotStartWith("=").doesNotStartWith("+").doesNotStartWith("-")
                .doesNotStartWith("@");
    }

    @Property(tries = 100 * Seeds.TIMES, seed = Seeds.SEED)
    void theFileTotalsWhatTheLinesTotal(
            @ForAll @Size(max = 50) List<@LongRange(min = 1, max = 1_000_000_000_000L) Long> minors) {
        List<PayoutLine> lines = new ArrayList<>();
        for (long minor : minors) {
            lines.add(line("Name, with \"quotes\"; and more", Money.ofMinor(minor, USD)));
        }
        BigDecimal total = BigDecimal.ZERO;
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(csv(lines.toArray(PayoutLine[]::new)))) {
            for (CsvRecord row : reader.stream().skip(1).toList()) {
                assertThat(row.getFieldCount()).isEqualTo(8);
                total = total.add(new BigDecimal(row.getField(5)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(total)
                .isEqualByComparingTo(
                        BigDecimal.valueOf(minors.stream().mapToLong(Long::longValue).sum(), 2));
    }

    private static String onlyCell(String csv) {
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(csv)) {
            List<CsvRecord> rows = reader.stream().toList();
            assertThat(rows).hasSize(1);
            assertThat(rows.getFirst().getFieldCount()).isEqualTo(1);
            return rows.getFirst().getField(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String csv(PayoutLine... lines) {
        return new String(PayrollCsv.of(new PayoutBatchId(42), new PeriodId("2017-Q2"), List.of(lines),
                PayrollMapping.STANDARD), StandardCharsets.UTF_8);
    }

    private static PayoutLine line(String name, Money amount) {
        return new PayoutLine(
                new ParticipantId("someone"), name, "E1007", "Attain Inc", "CC-410", PAY_DAY, amount, false);
    }

    @Test
    void writesTheColumnsAProviderWants() {
        PayrollMapping mapping = new PayrollMapping(
                List.of(new PayrollColumn("Personalnummer", PayrollField.EMPLOYEE_NUMBER, ""),
                        new PayrollColumn("Lohnart", PayrollField.FIXED, "=4711"),
                        new PayrollColumn("Betrag", PayrollField.AMOUNT, ""),
                        new PayrollColumn("Währung", PayrollField.CURRENCY, ""),
                        new PayrollColumn("Tag", PayrollField.PAY_DATE, ""),
                        new PayrollColumn("Periode", PayrollField.PERIOD, "")),
                ';', ',', DateStyle.GERMAN, true);
        mapping.validate();
        String csv = new String(PayrollCsv.of(new PayoutBatchId(42), new PeriodId("2017-Q2"),
                List.of(line("Moses Frase", Money.of("1234.50", USD))), mapping), StandardCharsets.UTF_8);
        assertThat(csv).isEqualTo("""
                Personalnummer;Lohnart;Betrag;Währung;Tag;Periode\r
                E1007;'=4711;1234,50;USD;28.07.2017;2017-Q2\r
                """);
    }

    @Test
    void refusesAMappingThatNobodyCouldPayBy() {
        List<PayrollColumn> whole = PayrollMapping.STANDARD.columns();
        assertRefused(new PayrollMapping(List.of(), ',', '.', DateStyle.ISO, true), "1 to 30 columns");
        assertRefused(without(PayrollField.AMOUNT), "the amount");
        assertRefused(without(PayrollField.CURRENCY), "the currency");
        assertRefused(without(PayrollField.EMPLOYEE_NUMBER), "who is paid");
        assertRefused(new PayrollMapping(whole, ',', ',', DateStyle.ISO, true), "decimals with a point");
        assertRefused(new PayrollMapping(whole, 'x', '.', DateStyle.ISO, true), "comma, semicolon or tab");
        List<PayrollColumn> twice = new ArrayList<>(whole);
        twice.add(new PayrollColumn("name", PayrollField.FIXED, "x"));
        assertRefused(new PayrollMapping(twice, ',', '.', DateStyle.ISO, true), "Column 9 repeats");
        PayrollMapping.STANDARD.validate();
    }

    private static PayrollMapping without(PayrollField field) {
        return new PayrollMapping(
                PayrollMapping.STANDARD.columns().stream().filter(column -> column.field() != field).toList(), ',',
                '.', DateStyle.ISO, true);
    }

    private static void assertRefused(PayrollMapping mapping, String part) {
        assertThatThrownBy(mapping::validate).isInstanceOf(Refused.class).hasMessageContaining(part);
    }
}
