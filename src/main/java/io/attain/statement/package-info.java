/** Statements: what a participant sees of a period, published once at its lock and foreseen while it is open. */
@ApplicationModule(displayName = "Statement", allowedDependencies = {
    "shared", "identity", "audit", "period", "participant", "plan", "sales", "crediting", "calculation",
    "calculation :: explanation", "ledger", "payable"
})
@NullMarked
package io.attain.statement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
