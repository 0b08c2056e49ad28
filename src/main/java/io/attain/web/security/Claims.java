package io.attain.web.security;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.ClaimAccessor;

import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.identity.UserId;

/** Reads a user out of the claims of a token. Roles that are not ours are passed over. */
final class Claims {

    private Claims() {}

    static User userIn(ClaimAccessor claims) {
        String subject = Objects.requireNonNull(claims.getClaimAsString("sub"), "a token names its subject");
        String userName = claims.getClaimAsString("preferred_username");
        String name = claims.getClaimAsString("name");
        List<String> keys = claims.getClaimAsStringList("roles");
        Set<Role> roles = new LinkedHashSet<>();
        if (keys != null) {
            keys.forEach(key -> Role.fromKey(key).ifPresent(roles::add));
        }
        String shownAs = userName == null ? subject : userName;
        return new User(new UserId(subject), shownAs, name == null || name.isBlank() ? shownAs : name, roles);
    }

    static Collection<GrantedAuthority> authoritiesOf(User user) {
        return user.roles().stream().<GrantedAuthority>map(role -> new SimpleGrantedAuthority(role.authority()))
                .toList();
    }
}
