/** The servers of the quick start: an embedded PostgreSQL and a Keycloak of our own, on this machine, in one folder. */
@ApplicationModule(displayName = "Local")
@NullMarked
package io.attain.local;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
