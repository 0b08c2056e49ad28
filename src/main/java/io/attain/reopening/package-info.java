/** Opening a locked, unpaid period again: asked for by one person, approved by another, undone by entries. */
@ApplicationModule(displayName = "Reopening", allowedDependencies = { "shared", "identity", "audit", "period",
    "participant", "calculation", "ledger", "statement", "payout" })
@NullMarked
package io.attain.reopening;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
