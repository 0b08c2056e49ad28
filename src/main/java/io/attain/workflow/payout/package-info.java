/**
 * Preparing and signing off a payout, and confirming its payments.
 */
@NullMarked
@NamedInterface("payout")
package io.attain.workflow.payout;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
