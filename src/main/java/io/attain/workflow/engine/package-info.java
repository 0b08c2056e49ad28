/**
 * The process engine: its tables, its configuration, the bridge from our users to its identities, and the guards on
 * every user task.
 */
@NullMarked
package io.attain.workflow.engine;

import org.jspecify.annotations.NullMarked;
