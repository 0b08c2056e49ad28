package io.attain.participant;

import java.time.LocalDate;

/**
 * That a quota was corrected.
 *
 * @param before in major units; empty when there was none
 * @param after  in major units
 * @param by     the user id, or {@code system}
 */
public record QuotaCorrection(String before, String after, String by, LocalDate on) {}
