package org.loanregistry.registry.sharing.console;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.security.oauth2.endpoint.authorization.response.AuthorizationErrorResponseException;
import io.micronaut.security.oauth2.endpoint.authorization.response.AuthorizationErrorResponseExceptionHandler;
import jakarta.inject.Singleton;
import org.loanregistry.registry.identity.SignInRefusal;

/** The provider sent the person back without signing them in: they gave up, or may not use the registry. */
@Singleton
@Replaces(AuthorizationErrorResponseExceptionHandler.class)
@Requires(bean = SessionLogin.class)
final class ProviderErrors implements ExceptionHandler<AuthorizationErrorResponseException, HttpResponse<?>> {
    private final SessionLogin login;

    ProviderErrors(SessionLogin login) {
        this.login = login;
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // the framework's own signature
    public HttpResponse<?> handle(HttpRequest request, AuthorizationErrorResponseException exception) {
        return login.refused(SignInRefusal.PROVIDER, request);
    }
}
