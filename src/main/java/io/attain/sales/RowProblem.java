package io.attain.sales;

/**
 * What is wrong with one row of a file.
 *
 * @param row      the number of the row in the file as a spreadsheet shows it: the header is row 1
 * @param field    the column, or empty when the whole row is meant
 * @param value    what the field held, cut after 200 characters
 * @param sentence what is wrong
 * @param remedy   what to do about it
 */
public record RowProblem(int row, String field, String value, String sentence, String remedy, Severity severity) {

    /** Whether the row was kept out or came in all the same. */
    public enum Severity {
        /** The row is kept aside until it is repaired. */
        REJECTED,
        /** The row came in; someone should look. */
        WARNING,
        /** The row came in, and this is what it means. */
        NOTICE
    }
}
