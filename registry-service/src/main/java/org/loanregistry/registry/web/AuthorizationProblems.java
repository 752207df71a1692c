package org.loanregistry.registry.web;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.authentication.DefaultAuthorizationExceptionHandler;
import jakarta.inject.Singleton;
import java.net.URI;
import org.loanregistry.registry.identity.SessionFetcher;

/** No token or a wrong one: 401 with a challenge, at a console to the sign-in page; a role that may not: 403. */
@Singleton
@Replaces(DefaultAuthorizationExceptionHandler.class)
final class AuthorizationProblems implements ExceptionHandler<AuthorizationException, HttpResponse<?>> {

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // the framework's own signature
    public HttpResponse<?> handle(HttpRequest request, AuthorizationException exception) {
        if (!exception.isForbidden() && SessionFetcher.isConsole(request)) {
            return HttpResponse.seeOther(URI.create(SessionFetcher.CONSOLE + "/sign-in"));
        }
        if (exception.isForbidden()) {
            return Problem.of(HttpStatus.FORBIDDEN, "The token's role may not do this.")
                    .response();
        }
        return Problem.of(HttpStatus.UNAUTHORIZED, "A valid bearer token is needed.")
                .response()
                .header("WWW-Authenticate", "Bearer");
    }
}
