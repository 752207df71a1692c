package org.loanregistry.registry.identity;

import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A cookie signs in at the consoles and nowhere else: an API that takes cookies can be made to act by a foreign page. */
@Singleton
public final class SessionFetcher implements AuthenticationFetcher<HttpRequest<?>> {
    /** The cookie's name. */
    public static final String COOKIE = "loanreg-session";

    /** The authentication's attribute that holds what forms must carry. */
    public static final String CSRF = "csrf";

    /** Below which a cookie counts. */
    public static final String CONSOLE = "/console";

    private final Sessions sessions;

    SessionFetcher(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
        if (!isConsole(request)) {
            return Mono.empty();
        }
        return Mono.justOrEmpty(token(request))
                .publishOn(Schedulers.boundedElastic())
                .flatMap(token -> Mono.justOrEmpty(sessions.find(token)))
                .map(session -> Authentication.build(
                        session.caller().organisation(),
                        List.of(session.caller().role().name()),
                        attributes(token(request).orElse(""), session)));
    }

    private static Map<String, Object> attributes(String token, Session session) {
        Map<String, Object> attributes =
                new HashMap<>(SessionMarks.ofToken(token, session.twoFactors(), null, session.person()));
        attributes.put(CSRF, session.csrf());
        return attributes;
    }

    /** The cookie's value. */
    public static Optional<String> token(HttpRequest<?> request) {
        return request.getCookies().findCookie(COOKIE).map(cookie -> cookie.getValue());
    }

    /** Whether a request is one of a person at a console. */
    public static boolean isConsole(HttpRequest<?> request) {
        String path = request.getPath();
        return path.equals(CONSOLE) || path.startsWith(CONSOLE + "/");
    }
}
