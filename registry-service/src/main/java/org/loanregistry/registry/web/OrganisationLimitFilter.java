package org.loanregistry.registry.web;

import io.micronaut.context.annotation.Value;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.security.authentication.Authentication;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.error.TooBusy;
import org.loanregistry.registry.identity.Caller;

/** Turns away an organisation that sends more than its share, all of its people and machines together. */
@ServerFilter("/**")
final class OrganisationLimitFilter implements Ordered {
    private final RequestLimit limit;
    private final TurnedAway turnedAway;

    OrganisationLimitFilter(
            @Value("${registry.organisation-requests:60000}") int most, InstantSource clock, TurnedAway turnedAway) {
        this.limit = new RequestLimit(most, clock);
        this.turnedAway = turnedAway;
    }

    /** Once it is known who sends the request. */
    @Override
    public int getOrder() {
        return ServerFilterPhase.SECURITY.after();
    }

    @RequestFilter
    @Nullable
    HttpResponse<?> count(HttpRequest<?> request) {
        long wait = request.getUserPrincipal(Authentication.class)
                .map(caller -> limit.count(Caller.of(caller).toText()))
                .orElse(0L);
        if (wait == 0) {
            return null;
        }
        turnedAway.count();
        return Problem.of(new TooBusy("The organisation sends too many requests; send the same request later.", wait))
                .response();
    }
}
