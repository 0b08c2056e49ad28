package io.attain.identity;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The person on whose behalf this thread works. Job threads work on nobody's behalf. */
@Component
public class CurrentUser {

    /**
     * @throws AuthenticationCredentialsNotFoundException when nobody is signed in on this thread
     */
    public User get() {
        return find().orElseThrow(
                () -> new AuthenticationCredentialsNotFoundException("nobody is signed in on this thread"));
    }

    public Optional<User> find() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !authentication.isAuthenticated()
                || authentication instanceof AnonymousAuthenticationToken) {
            return Optional.empty();
        }
        if (authentication.getPrincipal() instanceof SignedIn signedIn) {
            return Optional.of(signedIn.user());
        }
        String name = authentication.getName();
        return Optional.of(new User(new UserId(name), name, name, rolesOf(authentication)));
    }

    private static Set<Role> rolesOf(Authentication authentication) {
        return authentication.getAuthorities().stream()
                .map(granted -> granted.getAuthority())
                .filter(authority -> authority != null && authority.startsWith("ROLE_"))
                .flatMap(authority -> Role.fromKey(authority.substring("ROLE_".length())).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
