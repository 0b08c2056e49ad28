/** The formulas of a plan: a typed subset of FEEL without loops, clock, chance or a way out; free of Spring and SQL. */
@NullMarked
@NamedInterface("formula")
package io.attain.plan.formula;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
