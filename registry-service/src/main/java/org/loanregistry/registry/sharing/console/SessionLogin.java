package org.loanregistry.registry.sharing.console;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.authentication.AuthenticationResponse;
import io.micronaut.security.handlers.RedirectingLoginHandler;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Arrays;
import org.loanregistry.registry.identity.SessionCookie;
import org.loanregistry.registry.identity.Sessions;
import org.loanregistry.registry.identity.SignInRefusal;

/** What the browser gets when it comes back from the identity provider: the session's cookie, or the sign-in page again. */
@Singleton
@Requires(property = "registry.identity.issuer")
final class SessionLogin implements RedirectingLoginHandler<HttpRequest<?>, MutableHttpResponse<?>> {
    /** A redirect would still count as coming from the provider, and a strict cookie would stay behind; a page of ours does not. */
    private static final String ON = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>…</title>
            <meta http-equiv="refresh" content="0;url=/console/overview"></head>
            <body><a href="/console/overview">&rarr;</a></body></html>
            """;

    private final Sessions sessions;
    private final SessionCookie cookie;

    SessionLogin(Sessions sessions, SessionCookie cookie) {
        this.sessions = sessions;
        this.cookie = cookie;
    }

    @Override
    public MutableHttpResponse<?> loginSuccess(Authentication person, HttpRequest<?> request) {
        return person.getAttributes().get(Sessions.TOKEN) instanceof String token
                ? HttpResponse.ok(ON).contentType(MediaType.TEXT_HTML_TYPE).cookie(cookie.of(token, request))
                : refused(SignInRefusal.PROVIDER, request);
    }

    @Override
    public MutableHttpResponse<?> loginRefresh(Authentication person, String refreshToken, HttpRequest<?> request) {
        return refused(SignInRefusal.PROVIDER, request);
    }

    @Override
    public MutableHttpResponse<?> loginFailed(AuthenticationResponse failed, HttpRequest<?> request) {
        return refused(reason(failed.getMessage().orElse("")), request);
    }

    /** Back to the sign-in page, which tells nothing of the reason; the audit has it. */
    MutableHttpResponse<?> refused(SignInRefusal reason, HttpRequest<?> request) {
        sessions.refused(reason, SignInPages.source(request));
        return HttpResponse.seeOther(URI.create("/console/sign-in?refused"));
    }

    private static SignInRefusal reason(String message) {
        return Arrays.stream(SignInRefusal.values())
                .filter(one -> one.name().equals(message))
                .findFirst()
                .orElse(SignInRefusal.PROVIDER);
    }
}
