/** Evidence: one pack a payout batch, with all it takes to see who decided what and to recompute every cent offline. */
@NullMarked
@ApplicationModule(displayName = "Evidence", allowedDependencies = { "shared", "identity", "audit", "period",
    "participant", "calculation", "ledger", "payable", "statement", "payout", "readiness" })
package io.attain.evidence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
