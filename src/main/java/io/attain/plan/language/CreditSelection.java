package io.attain.plan.language;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which credits a component counts. */
public record CreditSelection(Set<Role> roles) {

    /** The roles in which someone can be credited with an event. */
    public enum Role {

        /** The named seller, alone. */
        DIRECT,
        /** One of several by an agreed split. */
        SPLIT;

        /** The word of the language. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Role> fromKey(String key) {
            return EnumSet.allOf(Role.class).stream().filter(role -> role.key().equals(key)).findFirst();
        }
    }

    public CreditSelection {
        roles = Collections.unmodifiableSet(EnumSet.copyOf(roles));
    }

    /** Every credit. */
    public static CreditSelection all() {
        return new CreditSelection(EnumSet.allOf(Role.class));
    }
}
