/**
 * The way of a split request or credit contest to its decision.
 */
@NullMarked
package io.attain.workflow.dispute;

import org.jspecify.annotations.NullMarked;
