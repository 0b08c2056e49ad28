package io.attain.web.security;

import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

import io.attain.identity.User;
import io.attain.identity.Users;

/** Turns what the sign-in service says into our user, and remembers him, at every arrival. */
@Component
class Arrivals implements OAuth2UserService<OidcUserRequest, OidcUser>, Converter<Jwt, AbstractAuthenticationToken> {

    private final OidcUserService claims = new OidcUserService();
    private final Users users;

    Arrivals(Users users) {
        this.users = users;
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        OidcUser from = claims.loadUser(request);
        User user = Claims.userIn(from);
        users.remember(user);
        return new SignedInPerson(from, user);
    }

    @Override
    public AbstractAuthenticationToken convert(Jwt token) {
        User user = Claims.userIn(token);
        users.remember(user);
        return new ApiCaller(token, user);
    }
}
