/**
 * The tasks that wait for a person, and the one way to complete them.
 */
@NullMarked
@NamedInterface("inbox")
package io.attain.workflow.inbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
