package io.attain.plan.language;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;

/** With whom somebody is ranked, or shares a pool. */
public enum Group {

    /** Everyone in the plan. */
    PLAN,
    /** Those of the same team in it. */
    TEAM,
    /** Those of the same role in it. */
    ROLE;

    /** The word of the language. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Group> fromKey(String key) {
        return EnumSet.allOf(Group.class).stream().filter(group -> group.key().equals(key)).findFirst();
    }
}
