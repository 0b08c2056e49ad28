/** Webhooks: tells other systems of every change of state, signed, in order for each subject, at least once. */
@ApplicationModule(displayName = "Webhooks", allowedDependencies = { "shared", "identity", "audit" })
@NullMarked
package io.attain.webhook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
