package org.loanregistry.registry.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.loanregistry.registry.error.RegistryException;
import org.loanregistry.registry.error.TooBusy;

/** Requests that cannot be served, as problem details. */
@Singleton
final class RegistryExceptionHandler implements ExceptionHandler<RegistryException, HttpResponse<?>> {
    private final TurnedAway turnedAway;

    RegistryExceptionHandler(TurnedAway turnedAway) {
        this.turnedAway = turnedAway;
    }

    @Override
    @SuppressWarnings("rawtypes") // the framework's own signature
    public HttpResponse<?> handle(HttpRequest request, RegistryException exception) {
        if (exception instanceof TooBusy) {
            turnedAway.count();
        }
        return Problem.of(exception).response();
    }
}
