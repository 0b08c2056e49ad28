/**
 * Steers the domain by BPMN processes: who is asked what, when, and what follows. The only module that knows the engine.
 */
@NullMarked
@ApplicationModule(displayName = "Workflow", allowedDependencies = { "shared", "identity", "audit", "period",
    "participant", "plan", "plan :: language", "plan :: comparison", "sales", "crediting", "crediting :: rule",
    "calculation", "ledger",
    "statement", "payout", "bank",
    "dispute", "split", "readiness", "evidence",
    "reopening" })
package io.attain.workflow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
