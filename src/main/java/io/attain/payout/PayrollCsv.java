package io.attain.payout;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.attain.shared.Money;

/** The payroll file. Amounts are plain decimals in the currency's own digits, with a point. */
final class PayrollCsv {

    private static final String HEADER = "employee number,name,legal entity,cost centre,pay date,amount,currency,batch\r\n";

    private PayrollCsv() {}

    static byte[] of(PayoutBatchId batch, List<PayoutLine> lines) {
        StringBuilder csv = new StringBuilder(HEADER);
        for (PayoutLine line : lines) {
            csv.append(text(line.employeeNumber()))
                    .append(',')
                    .append(text(line.name()))
                    .append(',')
                    .append(text(line.legalEntity()))
                    .append(',')
                    .append(text(line.costCentre()))
                    .append(',')
                    .append(line.payDate())
                    .append(',')
                    .append(amount(line.amount()))
                    .append(',')
                    .append(line.amount().currency().getCurrencyCode())
                    .append(',')
                    .append(batch.value())
                    .append("\r\n");
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

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
