/**
 * Which way a case took through its process, for people to look at.
 */
@NullMarked
@NamedInterface("history")
package io.attain.workflow.history;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
