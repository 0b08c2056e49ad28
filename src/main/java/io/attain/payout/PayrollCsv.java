package io.attain.payout;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.attain.period.PeriodId;
import io.attain.shared.Money;

/** The payroll file: UTF-8, lines end with CR LF. */
final class PayrollCsv {

    private PayrollCsv() {}

    static byte[] of(PayoutBatchId batch, PeriodId period, List<PayoutLine> lines, PayrollMapping mapping) {
        StringBuilder csv = new StringBuilder();
        if (mapping.header()) {
            row(csv, mapping, column -> text(column.heading()));
        }
        for (PayoutLine line : lines) {
            row(csv, mapping, column -> value(column, batch, period, line, mapping));
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void row(StringBuilder csv, PayrollMapping mapping, Function<PayrollColumn, String> cell) {
        csv.append(mapping.columns().stream().map(cell).collect(Collectors.joining("" + mapping.separator())))
                .append("\r\n");
    }

    private static String value(PayrollColumn column, PayoutBatchId batch, PeriodId period, PayoutLine line,
            PayrollMapping mapping) {
        return switch (column.field()) {
            case EMPLOYEE_NUMBER -> text(line.employeeNumber());
            case NAME -> text(line.name());
            case LEGAL_ENTITY -> text(line.legalEntity());
            case COST_CENTRE -> text(line.costCentre());
            case PAY_DATE -> mapping.dates().written(line.payDate());
            case AMOUNT -> amount(line.amount()).replace('.', mapping.decimalMark());
            case CURRENCY -> line.amount().currency().getCurrencyCode();
            case BATCH -> batch.toString();
            case PERIOD -> text(period.value());
            case PARTICIPANT -> text(line.participant().value());
            case FIXED -> text(column.fixed());
        };
    }

    /** A plain decimal in the currency's own digits, with a point. */
    static String amount(Money money) {
        return money.toDecimal().toPlainString();
    }

    /**
     * A text cell that a spreadsheet takes as text: a leading character that would start a formula gets an apostrophe
     * in front, control characters become spaces, and what needs quotes gets them.
     */
    static String text(String value) {
        StringBuilder clean = new StringBuilder(value.length() + 2);
        value.codePoints().forEach(c -> clean.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        String cell = clean.toString();
        int first = 0;
        while (first < cell.length() && isSpace(cell.charAt(first))) {
            first++;
        }
        if (first < cell.length() && startsFormula(cell.charAt(first))) {
            cell = "'" + cell;
        }
        if (cell.indexOf(',') >= 0 || cell.indexOf('"') >= 0 || cell.indexOf(';') >= 0 || !cell.equals(cell.strip())) {
            cell = '"' + cell.replace("\"", "\"\"") + '"';
        }
        return cell;
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u200B' || c == '\uFEFF';
    }

    /** The full-width forms count too: some spreadsheets fold them. */
    private static boolean startsFormula(char c) {
        return "=+-@|%\uFF1D\uFF0B\uFF0D\uFF20".indexOf(c) >= 0;
    }
}
