/** The pure evaluator: plan versions compiled to integer arithmetic over columns of credits; free of Spring and SQL. */
@NullMarked
@NamedInterface("engine")
package io.attain.calculation.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
