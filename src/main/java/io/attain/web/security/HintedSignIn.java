package io.attain.web.security;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/** Passes {@code login_hint} on to the sign-in service, which then shows that name already filled in. */
final class HintedSignIn implements OAuth2AuthorizationRequestResolver {

    private final DefaultOAuth2AuthorizationRequestResolver plain;

    HintedSignIn(ClientRegistrationRepository registrations) {
        this.plain = new DefaultOAuth2AuthorizationRequestResolver(registrations, "/oauth2/authorization");
        this.plain.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
        return hinted(plain.resolve(request), request);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registration) {
        return hinted(plain.resolve(request, registration), request);
    }

    private static @Nullable OAuth2AuthorizationRequest hinted(@Nullable OAuth2AuthorizationRequest found,
            HttpServletRequest request) {
        String hint = request.getParameter("login_hint");
        if (found == null || hint == null) {
            return found;
        }
        return OAuth2AuthorizationRequest.from(found)
                .additionalParameters(parameters -> parameters.put("login_hint", hint))
                .build();
    }
}
