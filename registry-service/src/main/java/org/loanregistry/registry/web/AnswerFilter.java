package org.loanregistry.registry.web;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Map;
import org.loanregistry.registry.identity.PublicAddress;
import org.loanregistry.registry.identity.SessionFetcher;

/** What holds for every answer, whatever it is: no browser guesses its type, runs or frames it, or comes back without TLS. */
@ServerFilter("/**")
final class AnswerFilter implements Ordered {
    private static final Map<String, String> HEADERS = Map.of(
            "X-Content-Type-Options",
            "nosniff",
            "Content-Security-Policy",
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
            "Referrer-Policy",
            "no-referrer");

    /** Two years, as browsers' lists of such hosts ask for (RFC 6797). */
    private static final String WITH_TLS_ONLY = "max-age=63072000";

    private final PublicAddress address;

    AnswerFilter(PublicAddress address) {
        this.address = address;
    }

    /** Before the one that turns callers away, whose answers would otherwise go past this. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @ResponseFilter
    void protect(HttpRequest<?> request, MutableHttpResponse<?> response) {
        // A page has its own, which let its own scripts run.
        if (!SessionFetcher.isConsole(request)) {
            HEADERS.forEach(response::header);
        }
        if (address.isSecure(request)) {
            response.header("Strict-Transport-Security", WITH_TLS_ONLY);
        }
    }
}
