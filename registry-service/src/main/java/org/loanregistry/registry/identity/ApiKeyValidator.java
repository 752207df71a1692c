package org.loanregistry.registry.identity;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.validator.TokenValidator;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Accepts the keys of lenders' machines: as their lender, with one factor, and as no person: a machine approves nothing. */
@Singleton
final class ApiKeyValidator implements TokenValidator<HttpRequest<?>> {
    private final ApiKeys keys;

    ApiKeyValidator(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public Publisher<Authentication> validateToken(String token, @Nullable HttpRequest<?> request) {
        // At a console people sign in: a key opens none.
        if (!token.startsWith(ApiKeys.PREFIX) || request == null || SessionFetcher.isConsole(request)) {
            return Publishers.empty();
        }
        String source = source(request);
        return Mono.just(token)
                .publishOn(Schedulers.boundedElastic())
                .flatMap(one -> Mono.justOrEmpty(keys.accept(one, source)))
                .map(key -> Authentication.build(
                        key.lenderId(), List.of(Role.LENDER.name()), SessionMarks.ofToken(token, false, null, "")));
    }

    private static String source(HttpRequest<?> request) {
        InetAddress address = request.getRemoteAddress().getAddress();
        return address == null ? "unknown" : address.getHostAddress();
    }
}
