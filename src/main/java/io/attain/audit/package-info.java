/** What was decided, by whom, about which content: an append-only trail that shows when it was tampered with. */
@ApplicationModule(displayName = "Audit", allowedDependencies = { "identity", "shared" })
@NullMarked
package io.attain.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
