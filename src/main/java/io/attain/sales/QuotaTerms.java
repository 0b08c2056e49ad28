package io.attain.sales;

import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import java.util.SortedSet;

import io.attain.participant.ParticipantId;

/** What plans say of quotas, for those who import them. */
public interface QuotaTerms {

    /** What a quota may be of: {@code amount}, {@code target} for target pay, and whatever plans measure against. */
    SortedSet<String> names();

    /** The currency in which the plan of a participant counts on a day; empty for who is in none. */
    Optional<Currency> currency(ParticipantId participant, LocalDate day);
}
