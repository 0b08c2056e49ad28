/** The interface for programs: what the pages show and take, as JSON under {@code /api/v1}, for bearers of a token. */
@NullMarked
@ApplicationModule(displayName = "API")
package io.attain.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
