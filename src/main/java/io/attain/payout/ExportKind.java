package io.attain.payout;

import java.util.Locale;

/** The kinds of file a released batch becomes. */
public enum ExportKind {

    /** What a payroll provider pays by: one file a provider, written with the release itself. */
    PAYROLL("text/csv;charset=UTF-8"),
    /** The batch as a workbook for people: lines and totals, numbers as numbers. */
    WORKBOOK("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    /** What moved in the ledger since the journal before, by accounts of the general ledger. */
    JOURNAL("text/csv;charset=UTF-8"),
    /** The bank's order for those who are paid directly: ISO 20022 pain.001.001.09. */
    CREDIT_TRANSFER("application/xml"),
    /** One statement a participant as PDF, in one zip. */
    STATEMENTS("application/zip");

    private final String mediaType;

    ExportKind(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** As in addresses: {@code credit-transfer}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
