/**
 * The way of proposed shares of an open deal to an agreement, and to its effect.
 */
@NullMarked
package io.attain.workflow.split;

import org.jspecify.annotations.NullMarked;
