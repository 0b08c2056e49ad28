/**
 * The second person of credit rules.
 */
@NullMarked
package io.attain.workflow.creditrules;

import org.jspecify.annotations.NullMarked;
