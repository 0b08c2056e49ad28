package io.attain.identity;

import java.util.Set;

/**
 * A user as last seen.
 *
 * @param id          stable id, compared by equality wherever authority is decided
 * @param userName    what the user types to sign in; may change
 * @param displayName what people read
 * @param roles       the roles granted, possibly none
 */
public record User(UserId id, String userName, String displayName, Set<Role> roles) {

    public User {
        roles = Set.copyOf(roles);
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }
}
