/** Plans: the plan language, immutable plan versions and their life, who is in which plan and who accepted it. */
@NullMarked
@ApplicationModule(displayName = "Plan", allowedDependencies = { "shared", "identity", "audit", "period",
    "participant" })
package io.attain.plan;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
