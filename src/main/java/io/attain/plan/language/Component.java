package io.attain.plan.language;

import java.util.Optional;

/**
 * One measured way to earn: which credits, which measure, over which window, against which quota, paid how.
 *
 * @param quota the name of the quota that attainment is measured against; a component on attainment has one
 */
public record Component(String id, String name, CreditSelection credits, Measure measure, Window window,
        Optional<String> quota, PayFunction pay) {}
