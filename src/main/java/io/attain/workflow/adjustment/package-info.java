/**
 * The second name on a manual adjustment.
 */
@NullMarked
package io.attain.workflow.adjustment;

import org.jspecify.annotations.NullMarked;
