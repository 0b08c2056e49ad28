/** Payouts: what finance signs and releases, the postings that go with it, and the payroll file it became. */
@ApplicationModule(displayName = "Payout", allowedDependencies = {
    "shared", "identity", "bank", "audit", "period", "participant", "plan", "calculation", "ledger", "payable",
    "statement"
})
@NullMarked
package io.attain.payout;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
