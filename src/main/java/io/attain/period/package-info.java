/** Periods: the calendar of quarters, the states a period goes through, and the guards that keep a closed one closed. */
@ApplicationModule(displayName = "Period", allowedDependencies = { "shared", "identity", "audit" })
@NullMarked
package io.attain.period;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
