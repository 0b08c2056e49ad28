/**
 * The living demo: an organisation made from a public CRM extract, brought to life through the processes themselves by
 * the people who work in it. Only where {@code attain.demo.enabled} says so.
 */
@NullMarked
@ApplicationModule(displayName = "Demo")
package io.attain.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
