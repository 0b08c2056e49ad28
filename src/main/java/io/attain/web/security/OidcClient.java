package io.attain.web.security;

import java.util.concurrent.atomic.AtomicReference;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoders;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

/** Finds the endpoints of the sign-in service at first use, so that Attain and the service may start in any order. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OidcProperties.class)
class OidcClient {

    static final String REGISTRATION = "attain";

    @Bean
    ClientRegistrationRepository clientRegistrations(OidcProperties oidc) {
        AtomicReference<ClientRegistration> found = new AtomicReference<>();
        return id -> {
            if (!REGISTRATION.equals(id)) {
                return null;
            }
            ClientRegistration registration = found.get();
            if (registration == null) {
                registration = discover(oidc);
                found.set(registration);
            }
            return registration;
        };
    }

    private static ClientRegistration discover(OidcProperties oidc) {
        return ClientRegistrations.fromIssuerLocation(oidc.issuer().toString())
                .registrationId(REGISTRATION)
                .clientId(oidc.clientId())
                .clientSecret(oidc.clientSecret())
                .scope("openid", "profile", "email")
                .userNameAttributeName("sub")
                .build();
    }

    @Bean
    JwtDecoder jwtDecoder(OidcProperties oidc) {
        return new SupplierJwtDecoder(() -> {
            String issuer = oidc.issuer().toString();
            NimbusJwtDecoder decoder = JwtDecoders.fromIssuerLocation(issuer);
            OAuth2TokenValidator<Jwt> forUs = new JwtClaimValidator<java.util.List<String>>("aud",
                    audience -> audience != null && audience.contains(oidc.clientId()));
            decoder.setJwtValidator(
                    new DelegatingOAuth2TokenValidator<>(JwtValidators.createDefaultWithIssuer(issuer), forUs));
            return decoder;
        });
    }
}
