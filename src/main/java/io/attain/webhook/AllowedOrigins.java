package io.attain.webhook;

import java.net.URI;
import java.util.List;
import java.util.Locale;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.attain.shared.Refused;

/**
 * Where webhooks may go: whoever operates Attain names scheme, host and port; nothing is allowed by default, so that
 * nobody makes Attain call what only Attain can reach.
 *
 * @param allowedOrigins for instance {@code https://hooks.example.com}; the port, where it is not the scheme's own, too
 */
@ConfigurationProperties("attain.webhooks")
record AllowedOrigins(@DefaultValue List<String> allowedOrigins) {

    AllowedOrigins {
        allowedOrigins = allowedOrigins.stream().map(String::strip).filter(origin -> !origin.isEmpty())
                .map(AllowedOrigins::configured).toList();
    }

    /**
     * The address, if it may be called.
     *
     * @throws Refused when it may not
     */
    URI allowed(String url) {
        URI address;
        try {
            address = URI.create(url.strip());
        } catch (IllegalArgumentException malformed) {
            throw new Refused("form-webhook-url",
                    "This is no address; write it like https://hooks.example.com/attain.");
        }
        boolean whole = address.getHost() != null && address.getRawUserInfo() == null
                && address.getRawFragment() == null;
        if (!whole || !allowedOrigins.contains(origin(address))) {
            throw new Refused("form-webhook-origin", allowedOrigins.isEmpty()
                    ? "No address is allowed yet: whoever operates Attain lists them under attain.webhooks.allowed-origins."
                    : "This address is not among those allowed: " + String.join(", ", allowedOrigins) + ".");
        }
        return address;
    }

    private static String configured(String text) {
        String origin = origin(URI.create(text));
        if (origin.isEmpty()) {
            throw new IllegalArgumentException("attain.webhooks.allowed-origins: not like https://host:port: " + text);
        }
        return origin;
    }

    /** Blank for what is no web address. */
    private static String origin(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http") || address.getHost() == null) {
            return "";
        }
        int port = address.getPort() >= 0 ? address.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + address.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }
}
