package io.attain.identity;

import java.util.function.Supplier;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Lets code work as a named user, through the same guards a click goes through. For the seeding of the demo and for
 * tests: nothing that serves requests may use it.
 */
@Component
public class ActingUser {

    /** Does the work as that user and restores whoever was on this thread before, also after a failure. */
    public <T> T as(User user, Supplier<T> work) {
        SecurityContext before = SecurityContextHolder.getContext();
        SecurityContext acting = SecurityContextHolder.createEmptyContext();
        acting.setAuthentication(new Acting(user));
        SecurityContextHolder.setContext(acting);
        try {
            return work.get();
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }

    public void as(User user, Runnable work) {
        as(user, () -> {
            work.run();
            return true;
        });
    }

    private record Person(User user) implements SignedIn {}

    private static final class Acting extends AbstractAuthenticationToken {

        private static final long serialVersionUID = 1L;

        private final transient Person person;

        private Acting(User user) {
            super(AuthorityUtils.createAuthorityList(user.roles().stream().map(Role::authority).toList()));
            this.person = new Person(user);
            setAuthenticated(true);
        }

        @Override
        public Object getPrincipal() {
            return person;
        }

        @Override
        public Object getCredentials() {
            return "";
        }

        @Override
        public String getName() {
            return person.user().id().value();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Acting acting && acting.person.equals(person);
        }

        @Override
        public int hashCode() {
            return person.hashCode();
        }
    }
}
