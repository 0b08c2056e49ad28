/**
 * Payable: what of an earning may be paid now, and what draws, receivables and holds make of it. {@link Position} and
 * {@link Settlement} are pure, for closes and simulations alike; {@link Payables} feeds them from what is stored.
 */
@ApplicationModule(displayName = "Payable", allowedDependencies = { "shared", "period", "participant",
    "plan", "plan :: language", "sales", "crediting", "crediting :: rule", "calculation",
    "calculation :: engine", "ledger" })
@NullMarked
package io.attain.payable;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
