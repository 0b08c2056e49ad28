package io.attain.plan;

import io.attain.shared.DateRange;

/**
 * When a published version counts: its effective dates, shortened where a later version took over.
 */
public record VersionInForce(PlanVersionId version, DateRange range) {}
