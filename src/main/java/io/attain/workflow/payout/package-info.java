/**
 * Preparing and signing off a payout.
 */
@NullMarked
package io.attain.workflow.payout;

import org.jspecify.annotations.NullMarked;
