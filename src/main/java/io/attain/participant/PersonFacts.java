package io.attain.participant;

import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;

import io.attain.identity.UserId;

/**
 * What a people file says about one person from one day on.
 *
 * @param manager the name of the manager, if the file says who it is
 * @param from    the day since which this holds; for someone new, the first day of employment
 * @param to      the day after the last day of employment, if the person leaves
 */
public record PersonFacts(String name, Optional<UserId> user, String employeeNumber, String legalEntity,
        String costCentre, Currency currency, String title, Optional<String> manager, LocalDate from,
        Optional<LocalDate> to) {}
