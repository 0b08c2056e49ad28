/** The plan language {@code attain/1}: what a comp administrator can write down, as sealed records; free of Spring and SQL. */
@NullMarked
@NamedInterface("language")
package io.attain.plan.language;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
