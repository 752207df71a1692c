package org.loanregistry.registry.web;

import io.micronaut.context.annotation.Value;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.net.InetAddress;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.error.TooBusy;

/** Turns away who sends more than its share from one network address, before anything is done for the request. */
@ServerFilter("/**")
final class AddressLimitFilter implements Ordered {
    private final RequestLimit limit;
    private final TurnedAway turnedAway;

    AddressLimitFilter(
            @Value("${registry.address-requests:120000}") int most, InstantSource clock, TurnedAway turnedAway) {
        this.limit = new RequestLimit(most, clock);
        this.turnedAway = turnedAway;
    }

    /** After {@link AnswerFilter}, which is for these answers too, and before tokens are looked at. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 1;
    }

    @RequestFilter
    @Nullable
    HttpResponse<?> count(HttpRequest<?> request) {
        InetAddress address = request.getRemoteAddress().getAddress();
        long wait = isHealth(request) || address == null ? 0 : limit.count(address.getHostAddress());
        if (wait == 0) {
            return null;
        }
        turnedAway.count();
        return Problem.of(
                        new TooBusy("This network address sends too many requests; send the same request later.", wait))
                .response();
    }

    /** Whoever watches over the process is answered always. */
    private static boolean isHealth(HttpRequest<?> request) {
        return request.getPath().equals("/health") || request.getPath().startsWith("/health/");
    }
}
