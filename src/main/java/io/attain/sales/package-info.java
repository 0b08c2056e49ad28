/** Sales: files come in, are checked, and become deals and sales events that are revised but never overwritten. */
@NullMarked
@ApplicationModule(displayName = "Sales", allowedDependencies = { "shared", "identity", "audit", "period",
    "participant", "plan" })
package io.attain.sales;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
