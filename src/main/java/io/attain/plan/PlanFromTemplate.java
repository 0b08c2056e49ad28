package io.attain.plan;

import java.util.Currency;
import java.util.Optional;

import io.attain.shared.DateRange;

/**
 * A plan that begins as a template.
 *
 * @param template the id of the template
 * @param name     instead of the template's names
 * @param calendar whose periods are paid
 */
public record PlanFromTemplate(String template, PlanId id, Optional<String> name, Currency currency, String calendar,
        DateRange effective) {}
