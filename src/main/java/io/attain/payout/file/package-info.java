/** The formats of what a batch becomes: pure writers, the same bytes for the same content on any day and machine. */
@NullMarked
package io.attain.payout.file;

import org.jspecify.annotations.NullMarked;
