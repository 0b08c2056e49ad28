/** Attachments: files that people add to a case, kept in the database; whoever may see the case may read them. */
@ApplicationModule(displayName = "Attachments", allowedDependencies = { "shared", "identity", "audit" })
@NullMarked
package io.attain.attachment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
