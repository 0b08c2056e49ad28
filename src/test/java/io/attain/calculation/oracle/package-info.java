/**
 * The calculator once more, straight from the rules: plain decimals, a class per pay function, nothing clever and nothing
 * shared with the real one but the records of the language and its formulas. Slow; for comparing with.
 */
@NullMarked
package io.attain.calculation.oracle;

import org.jspecify.annotations.NullMarked;
