/** Crediting: whose sales event it is, and with which share; split sets and credits are versioned and never edited. */
@NullMarked
@ApplicationModule(displayName = "Crediting", allowedDependencies = { "shared", "identity", "audit", "period",
    "participant", "plan", "plan :: language",
    "plan :: formula", "sales" })
package io.attain.crediting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
