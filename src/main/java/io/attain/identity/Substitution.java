package io.attain.identity;

import io.attain.shared.DateRange;

/** While somebody is away, somebody else stands in for him in one duty; not for whom he himself stands in. */
public record Substitution(long id, UserId absent, UserId substitute, Duty duty, DateRange days) {}
