/** Who is at work: users as the sign-in service names them, and the roles they hold. */
@ApplicationModule(displayName = "Identity", allowedDependencies = "shared")
@NullMarked
package io.attain.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
