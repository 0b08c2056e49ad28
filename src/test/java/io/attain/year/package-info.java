/**
 * A scripted year of a sales force, played through the real processes month by month, and an independent model of what it
 * comes to: plain {@link java.math.BigDecimal} written from the rules, sharing no line of code with the product.
 *
 * <p>{@link io.attain.year.Script} tells what happens, {@link io.attain.year.Office} plays it, {@link io.attain.year.Model}
 * says what must stand in the books.
 */
@NullMarked
package io.attain.year;

import org.jspecify.annotations.NullMarked;
