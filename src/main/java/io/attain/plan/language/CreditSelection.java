package io.attain.plan.language;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which credits a component counts.
 *
 * @param events         the kinds of events; a return counts where its original counts
 * @param where          a condition on the fields of the credit
 * @param customerMonths only events within this many months of the customer's first one; at least 1
 * @param afterLeaving   whether events on or after the day of leaving count
 */
public record CreditSelection(Set<Role> roles, Set<EventKind> events, Optional<Formula> where,
        Optional<Integer> customerMonths, boolean afterLeaving) {

    /** The roles in which someone can be credited with an event. */
    public enum Role {

        /** The named seller, alone. */
        DIRECT,
        /** One of several by an agreed split. */
        SPLIT,
        /** A specialist beside the seller; overlay shares may exceed the whole. */
        OVERLAY,
        /** A manager, with the direct credits of everyone below. */
        ROLLUP;

        /** The word of the language. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Role> fromKey(String key) {
            return EnumSet.allOf(Role.class).stream().filter(role -> role.key().equals(key)).findFirst();
        }
    }

    /** What counts where a plan says nothing. */
    public static final Set<Role> SELLERS = Collections.unmodifiableSet(EnumSet.of(Role.DIRECT, Role.SPLIT));

    public CreditSelection {
        roles = Collections.unmodifiableSet(EnumSet.copyOf(roles));
        events = Collections.unmodifiableSet(EnumSet.copyOf(events));
    }

    /** The bookings of sellers, alone or by a split. */
    public static CreditSelection all() {
        return of(SELLERS);
    }

    /** The bookings credited in these roles. */
    public static CreditSelection of(Set<Role> roles) {
        return new CreditSelection(roles, EnumSet.of(EventKind.BOOKING), Optional.empty(), Optional.empty(), false);
    }
}
