/** Splits agreed ahead: who will share a deal that is still open, agreed by all of them and in effect once it is won. */
@ApplicationModule(displayName = "Split requests", allowedDependencies = { "shared", "identity", "audit", "attachment",
    "period",
    "participant", "sales", "crediting" })
@NullMarked
package io.attain.split;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
