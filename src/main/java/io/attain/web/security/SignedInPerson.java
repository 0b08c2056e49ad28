package io.attain.web.security;

import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

import io.attain.identity.SignedIn;
import io.attain.identity.User;

/** Someone who came in through the browser; named by {@code sub}. */
final class SignedInPerson extends DefaultOidcUser implements SignedIn {

    private static final long serialVersionUID = 1L;

    private final transient User user;

    SignedInPerson(OidcUser from, User user) {
        super(Claims.authoritiesOf(user), from.getIdToken(), from.getUserInfo(), "sub");
        this.user = user;
    }

    @Override
    public User user() {
        return user;
    }
}
