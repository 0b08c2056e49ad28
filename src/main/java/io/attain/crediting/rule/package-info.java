/** Credit rules: who is credited with which sales event, and with how much of it; pure, for closes and simulations alike. */
@NullMarked
@NamedInterface("rule")
package io.attain.crediting.rule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
