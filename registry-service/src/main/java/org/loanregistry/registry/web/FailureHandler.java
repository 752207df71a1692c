package org.loanregistry.registry.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whatever nobody expected: the caller learns an id and nothing else; the log has the id and the whole story. */
@Singleton
final class FailureHandler implements ExceptionHandler<Throwable, HttpResponse<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(FailureHandler.class);

    @Override
    @SuppressWarnings("rawtypes") // the framework's own signature
    public HttpResponse<?> handle(HttpRequest request, Throwable failure) {
        UUID id = UUID.randomUUID();
        LOG.error("request {} {} failed, id {}", request.getMethod(), request.getPath(), id, failure);
        return Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "The request failed; the log has it under id " + id + ".")
                .response();
    }
}
