package io.attain.web.security;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;

import io.attain.identity.SignedIn;
import io.attain.identity.User;

/** Someone who came in with a bearer token; named by {@code sub}. */
final class ApiCaller extends AbstractAuthenticationToken implements SignedIn {

    private static final long serialVersionUID = 1L;

    private final transient Jwt token;
    private final transient User user;

    ApiCaller(Jwt token, User user) {
        super(Claims.authoritiesOf(user));
        this.token = token;
        this.user = user;
        setAuthenticated(true);
    }

    @Override
    public User user() {
        return user;
    }

    @Override
    public Object getPrincipal() {
        return this;
    }

    @Override
    public Object getCredentials() {
        return token;
    }

    @Override
    public String getName() {
        return user.id().value();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApiCaller caller && caller.token.equals(token);
    }

    @Override
    public int hashCode() {
        return token.hashCode();
    }
}
