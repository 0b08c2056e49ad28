/** Calculation: runs over frozen inputs, their earning lines, previews of the open period, and why each number is what it is. */
@NullMarked
@ApplicationModule(displayName = "Calculation", allowedDependencies = { "shared", "identity", "audit", "period",
    "participant", "plan",
    "plan :: language", "plan :: formula", "sales", "crediting" })
package io.attain.calculation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
