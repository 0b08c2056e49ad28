/** Disputes: who asks for whose share of a deal, what the others answer, and what the manager above both decides. */
@ApplicationModule(displayName = "Dispute", allowedDependencies = {
    "shared",
    "identity",
    "audit",
    "attachment",
    "period",
    "participant",
    "plan",
    "plan :: language",
    "sales",
    "crediting",
    "crediting :: rule",
    "calculation",
    "ledger",
    "statement"
})
@NullMarked
package io.attain.dispute;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
