package io.attain.plan.language;

import io.attain.shared.Rate;

/**
 * A condition for being paid at all.
 *
 * @param otherwise the part that is paid when it fails; 0 is nothing
 */
public record Gate(Formula when, Rate otherwise) {}
