/** Values every module shares: money, rates, date ranges, digests, findings; nothing here knows Spring or SQL. */
@NullMarked
@ApplicationModule(displayName = "Shared", type = ApplicationModule.Type.OPEN, allowedDependencies = {})
package io.attain.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
