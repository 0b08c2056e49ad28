/** Attain: from the sales file to the payroll file, one module a step. */
@NullMarked
package io.attain;

import org.jspecify.annotations.NullMarked;
