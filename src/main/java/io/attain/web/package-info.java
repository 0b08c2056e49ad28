/** The pages: one controller per area, each method naming who may use it, every figure taken from a module's face. */
@NullMarked
@ApplicationModule(displayName = "Web")
package io.attain.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
