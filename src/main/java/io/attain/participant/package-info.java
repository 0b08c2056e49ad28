/** Participants: who can be paid, their positions, reporting lines and quotas, all dated. */
@NullMarked
@ApplicationModule(displayName = "Participant", allowedDependencies = { "shared", "identity", "audit", "period" })
package io.attain.participant;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
