/**
 * The second name on the reopening of a period, and what follows.
 */
@NullMarked
package io.attain.workflow.reopening;

import org.jspecify.annotations.NullMarked;
