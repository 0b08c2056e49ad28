/** The process engine: its tables, its configuration, and the bridge from our users to its identities. */
@NullMarked
package io.attain.workflow.engine;

import org.jspecify.annotations.NullMarked;
