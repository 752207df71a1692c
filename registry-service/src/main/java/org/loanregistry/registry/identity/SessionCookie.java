package org.loanregistry.registry.identity;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;

/** The cookie of a session: for the consoles only, out of reach of scripts, never sent along from a foreign page. */
@Singleton
public final class SessionCookie {
    private final PublicAddress address;

    SessionCookie(PublicAddress address) {
        this.address = address;
    }

    /** The cookie that holds this token. */
    public Cookie of(String token, HttpRequest<?> request) {
        return Cookie.of(SessionFetcher.COOKIE, token)
                .path(SessionFetcher.CONSOLE)
                .httpOnly(true)
                .secure(address.isSecure(request))
                .sameSite(SameSite.Strict);
    }

    /** The cookie that takes it away again. */
    public Cookie none(HttpRequest<?> request) {
        return of("", request).maxAge(0);
    }
}
