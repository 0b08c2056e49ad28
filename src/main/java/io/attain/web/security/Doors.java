package io.attain.web.security;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

import io.attain.identity.Role;

/**
 * The four doors. Paths are matched as path patterns throughout: a matcher made from a plain string follows the
 * dispatcher servlet and would leave the engine's own servlets open.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableMethodSecurity
class Doors {

    private static final String SIGN_IN = "/oauth2/authorization/" + OidcClient.REGISTRATION;

    /** The engine's web applications: operators may look at everything, retry and suspend, and nothing else. */
    @Bean
    @Order(1)
    SecurityFilterChain engineWebapps(HttpSecurity http) throws Exception {
        String admin = Role.ADMIN.key();
        return http.securityMatcher(path("/camunda/**"))
                .authorizeHttpRequests(requests -> requests
                        .requestMatchers(path("/camunda/api/admin/setup/**")).denyAll()
                        .requestMatchers(method(HttpMethod.GET, "/camunda/**")).hasRole(admin)
                        .requestMatchers(method(HttpMethod.HEAD, "/camunda/**")).hasRole(admin)
                        .requestMatchers(method(HttpMethod.OPTIONS, "/camunda/**")).hasRole(admin)
                        .requestMatchers(queriesOfTheWebapps()).hasRole(admin)
                        .requestMatchers(operationsOfTheWebapps()).hasRole(admin)
                        .anyRequest().denyAll())
                // The web applications bring a protection of their own, with its own cookie and header.
                .csrf(csrf -> csrf.disable())
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(signIn()))
                .build();
    }

    /** The engine's REST interface is not part of Attain; should a dependency ever bring it, it stays shut. */
    @Bean
    @Order(2)
    SecurityFilterChain engineRest(HttpSecurity http) throws Exception {
        return http.securityMatcher(path("/engine-rest/**"))
                .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(
                        (request, response, failure) -> response.sendError(HttpServletResponse.SC_FORBIDDEN)))
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain api(HttpSecurity http, Arrivals arrivals) throws Exception {
        return http.securityMatcher(path("/api/**"))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(tokens -> tokens.jwt(jwt -> jwt.jwtAuthenticationConverter(arrivals)))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // A bearer token is never sent by a browser on its own.
                .csrf(csrf -> csrf.disable())
                .build();
    }

    @Bean
    @Order(4)
    SecurityFilterChain pages(HttpSecurity http, Arrivals arrivals, ClientRegistrationRepository registrations,
            OidcProperties oidc) throws Exception {
        OidcClientInitiatedLogoutSuccessHandler signedOut = new OidcClientInitiatedLogoutSuccessHandler(registrations);
        signedOut.setPostLogoutRedirectUri("{baseUrl}/");
        return http
                .authorizeHttpRequests(requests -> requests
                        .requestMatchers(path("/app/**"), path("/css/**"), path("/images/**"), path("/favicon.ico"),
                                path("/favicon.svg"), path("/error"), path("/actuator/health/**"), path("/switch"))
                        .permitAll()
                        .anyRequest().authenticated())
                .oauth2Login(login -> login
                        .loginPage(SIGN_IN)
                        .authorizationEndpoint(
                                endpoint -> endpoint.authorizationRequestResolver(new HintedSignIn(registrations)))
                        .userInfoEndpoint(endpoint -> endpoint.oidcUserService(arrivals)))
                .logout(logout -> logout.logoutSuccessHandler(signedOut))
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(signIn()))
                .csrf(Customizer.withDefaults())
                .headers(headers -> headers
                        .contentSecurityPolicy(policy -> policy.policyDirectives(contentPolicy(oidc)))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(policy -> policy.policy("camera=(), geolocation=(), microphone=()")))
                .build();
    }

    /** Charts and the form viewer set style attributes; nothing may set style sheets or scripts that are not files. */
    private static String contentPolicy(OidcProperties oidc) {
        return String.join("; ",
                "default-src 'self'",
                "script-src 'self'",
                "style-src 'self'",
                "style-src-attr 'unsafe-inline'",
                "img-src 'self' data:",
                "font-src 'self' data:",
                "object-src 'none'",
                "base-uri 'none'",
                "frame-ancestors 'none'",
                // Signing out is a form that ends at the sign-in service.
                "form-action 'self' " + oidc.origin());
    }

    /** A fragment request cannot follow a redirect to another host: it asks htmx to load the page anew. */
    private static AuthenticationEntryPoint signIn() {
        AuthenticationEntryPoint redirect = new LoginUrlAuthenticationEntryPoint(SIGN_IN);
        return (request, response, failure) -> {
            if (request.getHeader("HX-Request") != null) {
                response.setHeader("HX-Refresh", "true");
                response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            } else if (isScripted(request)) {
                response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            } else {
                redirect.commence(request, response, failure);
            }
        };
    }

    private static boolean isScripted(HttpServletRequest request) {
        return request.getRequestURI().startsWith(request.getContextPath() + "/camunda/api/");
    }

    private static RequestMatcher queriesOfTheWebapps() {
        String engine = "/camunda/api/engine/engine/{engine}";
        List<String> lists = List.of("process-definition", "process-instance", "execution", "variable-instance", "task",
                "job", "incident", "external-task", "decision-definition", "batch", "deployment", "user", "group",
                "authorization", "filter");
        return new OrRequestMatcher(Stream.of(
                lists.stream().map(list -> method(HttpMethod.POST, engine + "/" + list)),
                lists.stream().map(list -> method(HttpMethod.POST, engine + "/" + list + "/count")),
                Stream.of("process-instance", "activity-instance", "variable-instance", "task",
                        "incident", "job-log", "decision-instance", "detail", "user-operation", "batch",
                        "external-task-log", "identity-link-log")
                        .flatMap(list -> Stream.of(engine + "/history/" + list,
                                engine + "/history/" + list + "/count"))
                        .map(list -> method(HttpMethod.POST, list)),
                Stream.of("/camunda/api/cockpit/plugin/**", "/camunda/api/tasklist/plugin/**",
                        "/camunda/api/admin/auth/user/{engine}/login/{app}",
                        "/camunda/api/admin/auth/user/{engine}/logout")
                        .map(list -> method(HttpMethod.POST, list)))
                .flatMap(matchers -> matchers)
                .<RequestMatcher>map(matcher -> matcher)
                .toList());
    }

    private static RequestMatcher operationsOfTheWebapps() {
        String engine = "/camunda/api/engine/engine/{engine}";
        return new OrRequestMatcher(
                method(HttpMethod.PUT, engine + "/job/{id}/retries"),
                method(HttpMethod.POST, engine + "/job/{id}/execute"),
                method(HttpMethod.PUT, engine + "/job/{id}/suspended"),
                method(HttpMethod.POST, engine + "/job/retries"),
                method(HttpMethod.PUT, engine + "/process-instance/{id}/suspended"));
    }

    private static RequestMatcher path(String... patterns) {
        return new OrRequestMatcher(Arrays.stream(patterns)
                .<RequestMatcher>map(pattern -> PathPatternRequestMatcher.withDefaults().matcher(pattern))
                .toList());
    }

    private static RequestMatcher method(HttpMethod method, String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(method, pattern);
    }
}
