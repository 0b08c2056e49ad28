/**
 * The second name on quotas of settled periods.
 */
@NullMarked
package io.attain.workflow.quota;

import org.jspecify.annotations.NullMarked;
