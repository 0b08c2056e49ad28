package io.attain.web;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;

/** The language of pages and of explanations: what the browser asks for, until the reader chooses in the menu. */
@Configuration(proxyBeanMethods = false)
class Language {

    static final List<Locale> KNOWN = List.of(Locale.ENGLISH, Locale.CHINESE);

    @Bean
    LocaleResolver localeResolver() {
        CookieLocaleResolver resolver = new CookieLocaleResolver("ATTAIN_LANGUAGE");
        resolver.setCookieMaxAge(Duration.ofDays(365));
        resolver.setCookieHttpOnly(true);
        resolver.setCookieSameSite("Lax");
        resolver.setRejectInvalidCookies(false);
        resolver.setDefaultLocaleFunction(request -> asked(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)));
        return resolver;
    }

    /** The first of the header's languages that is known; English where none is, or where it cannot be read. */
    static Locale asked(@Nullable String header) {
        if (header == null) {
            return Locale.ENGLISH;
        }
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(header), KNOWN);
            return found == null ? Locale.ENGLISH : found;
        } catch (IllegalArgumentException unreadable) {
            return Locale.ENGLISH;
        }
    }

    /** The switch in the menu. */
    @Controller
    static class Switch {

        private final LocaleResolver resolver;

        Switch(LocaleResolver resolver) {
            this.resolver = resolver;
        }

        @GetMapping("/language")
        @PreAuthorize(May.ANYONE)
        String choose(@RequestParam String to,
                @RequestHeader(name = HttpHeaders.REFERER, required = false) @Nullable String from,
                HttpServletRequest request, HttpServletResponse response) {
            resolver.setLocale(request, response,
                    KNOWN.stream().filter(known -> known.getLanguage().equals(to)).findFirst()
                            .orElse(Locale.ENGLISH));
            return "redirect:" + back(from);
        }

        /** Only a place on this site. */
        private static String back(@Nullable String from) {
            try {
                URI uri = URI.create(from == null ? "/" : from);
                String path = uri.getRawPath();
                return path == null || !path.startsWith("/") || path.startsWith("//")
                        ? "/"
                        : path + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
            } catch (IllegalArgumentException malformed) {
                return "/";
            }
        }
    }
}
