/** The ledger: every movement of money as a balanced, append-only double entry, and the signed adjustments that enter it. */
@ApplicationModule(displayName = "Ledger", allowedDependencies = { "shared", "identity", "audit", "period",
    "participant" })
@NullMarked
package io.attain.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
