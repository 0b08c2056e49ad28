package io.attain.web.security;

import java.net.URI;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** Where people sign in. {@code issuer} is the address browsers and tokens know. */
@ConfigurationProperties("attain.oidc")
record OidcProperties(URI issuer, String clientId, String clientSecret) {

    /** Scheme, host and port, as a content security policy names them. */
    String origin() {
        return issuer.getScheme() + "://" + issuer.getAuthority();
    }
}
