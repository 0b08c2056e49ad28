package io.attain.payout;

/**
 * One column of a payroll file.
 *
 * @param heading 1 to 60 characters
 * @param fixed   the text of a {@link PayrollField#FIXED} column, up to 60 characters; empty on others
 */
public record PayrollColumn(String heading, PayrollField field, String fixed) {

    public PayrollColumn {
        heading = heading.strip();
        fixed = fixed.strip();
    }

    static PayrollColumn of(String heading, PayrollField field) {
        return new PayrollColumn(heading, field, "");
    }
}
