package io.attain.web.security;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;

import io.attain.identity.SignedIn;
import io.attain.identity.User;

/** Someone who came in with a bearer token; named by {@code sub}. */
final class ApiCaller extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Jwt token;
    private final transient Person person;

    ApiCaller(Jwt token, User user) {
        super(Claims.authoritiesOf(user));
        this.token = token;
        this.person = new Person(user);
        setAuthenticated(true);
    }

    @Override
    public Object getPrincipal() {
        return person;
    }

    @Override
    public Object getCredentials() {
        return token;
    }

    @Override
    public String getName() {
        return person.user().id().value();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApiCaller caller && caller.token.equals(token);
    }

    @Override
    public int hashCode() {
        return token.hashCode();
    }

    private record Person(User user) implements SignedIn {}
}
