/**
 * Steers the domain by BPMN processes: who is asked what, when, and what follows. The only module that knows the engine.
 */
@NullMarked
@ApplicationModule(displayName = "Workflow")
package io.attain.workflow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
