/**
 * The life of a plan version from submission to the acceptance by each rep.
 */
@NullMarked
package io.attain.workflow.plan;

import org.jspecify.annotations.NullMarked;
