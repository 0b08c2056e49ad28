/** Expense: what commissions cost over the months in which the contracts they won bring benefit (ASC 340-40, IFRS 15). */
@NullMarked
@ApplicationModule(displayName = "Expense", allowedDependencies = { "shared", "identity", "audit", "period", "plan" })
package io.attain.expense;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
