/**
 * The period close: freeze, calculate, review, sign off, lock and release.
 */
@NullMarked
@NamedInterface("close")
package io.attain.workflow.close;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
