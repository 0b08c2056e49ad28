/** What changes from one version of a plan to the next, in the terms of the plan; free of Spring and SQL. */
@NullMarked
@NamedInterface("comparison")
package io.attain.plan.comparison;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
