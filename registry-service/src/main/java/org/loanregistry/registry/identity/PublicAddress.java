package org.loanregistry.registry.identity;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.util.DefaultHttpHostResolver;
import io.micronaut.http.server.util.HttpHostResolver;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Under which address browsers reach the registry. Behind a proxy that ends TLS it must be set, since what the proxy sends
 * on need not be what the browser asked for; without a setting it is the address of each request.
 */
@Singleton
@Replaces(DefaultHttpHostResolver.class)
public final class PublicAddress implements HttpHostResolver {
    private final String fixed;

    /** @throws IllegalArgumentException unless the setting is empty or {@code http(s)://host[:port]} */
    PublicAddress(@Value("${registry.public-address:}") String given) {
        this.fixed = given.isBlank() ? "" : checked(given.strip());
    }

    private static String checked(String given) {
        URI uri = URI.create(given);
        String scheme = String.valueOf(uri.getScheme());
        boolean isOrigin = (scheme.equals("https") || scheme.equals("http"))
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
        if (!isOrigin) {
            throw new IllegalArgumentException("registry.public-address is not of the form https://host[:port]");
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port;
    }

    @Override
    @SuppressWarnings("rawtypes") // the framework's own signature
    public String resolve(@Nullable HttpRequest request) {
        return origin(request);
    }

    /** The origin under which the browser sent this request, without a slash at its end. */
    public String origin(@Nullable HttpRequest<?> request) {
        if (!fixed.isEmpty()) {
            return fixed;
        }
        String host = request == null ? null : request.getHeaders().get("Host");
        String scheme = request != null && request.isSecure() ? "https" : "http";
        return scheme + "://" + (host == null ? "localhost" : host.toLowerCase(Locale.ROOT));
    }

    /** Whether the browser's connection is encrypted, so that cookies may demand it. */
    public boolean isSecure(HttpRequest<?> request) {
        return origin(request).startsWith("https:");
    }
}
