/** Where people are paid to: dated bank details, changed under four eyes and shown masked. */
@ApplicationModule(displayName = "Bank", allowedDependencies = { "shared", "identity", "audit", "participant" })
@NullMarked
package io.attain.bank;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
