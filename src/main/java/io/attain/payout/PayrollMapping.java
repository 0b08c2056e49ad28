package io.attain.payout;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.attain.shared.Refused;

/**
 * How a payroll provider wants its file.
 *
 * @param columns     1 to 30, in their order
 * @param separator   comma, semicolon or tab
 * @param decimalMark point or comma, never the separator
 * @param header      whether the file begins with the headings
 */
public record PayrollMapping(List<PayrollColumn> columns, char separator, char decimalMark, DateStyle dates,
        boolean header) {

    private static final int MOST_COLUMNS = 30;
    private static final int LONGEST = 60;

    /** The file as it always was: what the provider {@code standard} begins with. */
    public static final PayrollMapping STANDARD = new PayrollMapping(
            List.of(
                    PayrollColumn.of("employee number", PayrollField.EMPLOYEE_NUMBER),
                    PayrollColumn.of("name", PayrollField.NAME),
                    PayrollColumn.of("legal entity", PayrollField.LEGAL_ENTITY),
                    PayrollColumn.of("cost centre", PayrollField.COST_CENTRE),
                    PayrollColumn.of("pay date", PayrollField.PAY_DATE),
                    PayrollColumn.of("amount", PayrollField.AMOUNT),
                    PayrollColumn.of("currency", PayrollField.CURRENCY),
                    PayrollColumn.of("batch", PayrollField.BATCH)),
            ',', '.', DateStyle.ISO, true);

    public PayrollMapping {
        columns = List.copyOf(columns);
    }

    /** @throws Refused {@code payroll-mapping} when a payroll could not pay by such a file */
    void validate() {
        require(!columns.isEmpty() && columns.size() <= MOST_COLUMNS,
                "A payroll file has 1 to " + MOST_COLUMNS + " columns.");
        Set<String> headings = new HashSet<>();
        int number = 0;
        for (PayrollColumn column : columns) {
            number++;
            require(!column.heading().isEmpty() && column.heading().length() <= LONGEST,
                    "Column %d needs a heading of up to %d characters.".formatted(number, LONGEST));
            require(headings.add(column.heading()),
                    "Column %d repeats the heading “%s”; give each column its own.".formatted(number,
                            column.heading()));
            require(column.fixed().length() <= LONGEST,
                    "The text of column %d is longer than %d characters.".formatted(number, LONGEST));
            require(column.field() == PayrollField.FIXED || column.fixed().isEmpty(),
                    "Column %d has both a field and a fixed text; choose one.".formatted(number));
        }
        require(has(PayrollField.AMOUNT), "A column must hold the amount.");
        require(has(PayrollField.CURRENCY), "A column must hold the currency, or an amount could be misread.");
        require(has(PayrollField.EMPLOYEE_NUMBER) || has(PayrollField.PARTICIPANT),
                "A column must say who is paid: the employee number or the participant.");
        require(",;\t".indexOf(separator) >= 0, "Columns are separated by comma, semicolon or tab.");
        require(".,".indexOf(decimalMark) >= 0 && decimalMark != separator,
                "With a comma between columns, write decimals with a point.");
    }

    private boolean has(PayrollField field) {
        return columns.stream().anyMatch(column -> column.field() == field);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Refused("payroll-mapping", otherwise);
        }
    }
}
