package io.attain.plan.language;

import java.util.List;
import java.util.Optional;

import io.attain.shared.Rate;

/**
 * The quota that a component's attainment is measured against.
 *
 * @param name      the quota's name, such as {@code amount}
 * @param seasonal  twelve weights, January first, by which a year's quota is spread over its months; or none
 */
public record QuotaUse(String name, Optional<Ramp> ramp, Proration proration, List<Rate> seasonal) {

    public QuotaUse {
        seasonal = List.copyOf(seasonal);
    }

    /** The quota as it is, prorated by calendar days. */
    public static QuotaUse of(String name) {
        return new QuotaUse(name, Optional.empty(), Proration.CALENDAR_DAYS, List.of());
    }
}
