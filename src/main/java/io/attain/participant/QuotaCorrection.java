package io.attain.participant;

import java.time.LocalDate;
import java.util.Optional;

/**
 * That a quota was corrected.
 *
 * @param before     in major units; empty when there was none
 * @param after      in major units
 * @param by         the user id of who asked for it, or {@code system}
 * @param approvedBy the user id of the second person; empty where no settled period was met
 * @param on         from when it counted, in UTC
 */
public record QuotaCorrection(String before, String after, String by, Optional<String> approvedBy, LocalDate on) {}
