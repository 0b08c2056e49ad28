package io.attain.web.security;

import java.net.URI;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Lets a newcomer be one person after the other in one browser window: signs out here and at the sign-in service, and
 * comes back to its form with the next name filled in. Not part of a real installation.
 */
@Controller
@Profile({ "local", "demo" })
class SwitchPerson {

    private final ClientRegistrationRepository registrations;

    SwitchPerson(ClientRegistrationRepository registrations) {
        this.registrations = registrations;
    }

    @GetMapping("/switch")
    String switchTo(@RequestParam("to") String userName, @Nullable Authentication authentication,
            HttpServletRequest request,
            HttpServletResponse response) {
        String back = ServletUriComponentsBuilder.fromContextPath(request)
                .path("/oauth2/authorization/" + OidcClient.REGISTRATION)
                .queryParam("login_hint", "{userName}")
                .encode()
                .buildAndExpand(userName)
                .toUriString();
        if (authentication == null || !(authentication.getPrincipal() instanceof OidcUser person)) {
            return "redirect:" + back;
        }
        new SecurityContextLogoutHandler().logout(request, response, authentication);
        Object end = registrations.findByRegistrationId(OidcClient.REGISTRATION).getProviderDetails()
                .getConfigurationMetadata().get("end_session_endpoint");
        URI out = UriComponentsBuilder.fromUriString(String.valueOf(end))
                .queryParam("id_token_hint", "{token}")
                .queryParam("post_logout_redirect_uri", "{back}")
                .encode()
                .buildAndExpand(person.getIdToken().getTokenValue(), back)
                .toUri();
        return "redirect:" + out;
    }
}
