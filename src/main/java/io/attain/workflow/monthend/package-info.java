/**
 * Time limits of the tasks of a month end: whoever is next is reminded, and nothing is decided for him.
 */
@NullMarked
package io.attain.workflow.monthend;

import org.jspecify.annotations.NullMarked;
