/** Why a line is what it is: every step as data, and in a sentence in English and Chinese; free of Spring and SQL. */
@NullMarked
@NamedInterface("explanation")
package io.attain.calculation.explanation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
