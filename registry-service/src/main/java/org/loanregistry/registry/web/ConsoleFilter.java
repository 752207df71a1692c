package org.loanregistry.registry.web;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.identity.PublicAddress;

/** What holds for every page: nothing of others is run or framed, nothing is kept by caches, no foreign page posts. */
@ServerFilter("/console/**")
final class ConsoleFilter {
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=()",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    @RequestFilter
    @Nullable
    HttpResponse<?> refuseForeignForms(HttpRequest<?> request) {
        return request.getMethod() == HttpMethod.GET || isOwnOrigin(request)
                ? null
                : Problem.of(HttpStatus.FORBIDDEN, "This form was sent from another page.")
                        .response();
    }

    @ResponseFilter
    void protect(HttpRequest<?> request, MutableHttpResponse<?> response) {
        HEADERS.forEach(response::header);
        Optional<String> language =
                request.getParameters().getFirst(Words.PARAMETER).filter(Words::isKnown);
        language.ifPresent(chosen -> response.cookie(
                Cookie.of(Words.COOKIE, chosen).path("/console").httpOnly(true).sameSite(SameSite.Strict)));
    }

    private final PublicAddress address;

    ConsoleFilter(PublicAddress address) {
        this.address = address;
    }

    /** Every browser says where a form comes from, unless the page forbids it to: hence the referrer policy above. */
    private boolean isOwnOrigin(HttpRequest<?> request) {
        return address.origin(request).equals(request.getHeaders().get("Origin"));
    }
}
