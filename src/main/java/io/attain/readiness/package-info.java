/** Readiness: what is to be looked at before a period is closed, and who took it upon himself that it may stand. */
@NullMarked
@ApplicationModule(displayName = "Readiness", allowedDependencies = { "shared", "identity", "audit", "period",
    "participant", "plan", "plan :: language", "sales", "crediting", "crediting :: rule", "calculation" })
package io.attain.readiness;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
