/** Payable: what of an earning may be paid now, and what draws, receivables and holds make of it. */
@ApplicationModule(displayName = "Payable", allowedDependencies = { "shared", "plan :: language" })
@NullMarked
package io.attain.payable;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
