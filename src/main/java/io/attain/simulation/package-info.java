/** Simulation: what a close would compute from a scenario written down in one document; free of Spring and SQL. */
@NullMarked
@ApplicationModule(displayName = "Simulation", allowedDependencies = { "shared", "participant", "plan :: language",
    "plan :: formula", "sales", "crediting", "crediting :: rule", "calculation :: engine", "calculation :: explanation",
    "payable" })
package io.attain.simulation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
