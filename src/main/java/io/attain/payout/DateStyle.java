package io.attain.payout;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How a payroll provider wants days written. */
public enum DateStyle {

    /** 2017-07-28 */
    ISO("yyyy-MM-dd"),
    /** 20170728 */
    COMPACT("yyyyMMdd"),
    /** 28.07.2017 */
    GERMAN("dd.MM.yyyy"),
    /** 07/28/2017 */
    AMERICAN("MM/dd/yyyy");

    private final String pattern;

    DateStyle(String pattern) {
        this.pattern = pattern;
    }

    public String written(LocalDate day) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(day);
    }
}
