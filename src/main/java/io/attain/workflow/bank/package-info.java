/**
 * The second name on a change of bank details.
 */
@NullMarked
package io.attain.workflow.bank;

import org.jspecify.annotations.NullMarked;
