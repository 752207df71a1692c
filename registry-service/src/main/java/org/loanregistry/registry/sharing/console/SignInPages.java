package org.loanregistry.registry.sharing.console;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.views.ModelAndView;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.error.NotAllowed;
import org.loanregistry.registry.error.NotFound;
import org.loanregistry.registry.identity.DevelopmentSignIn;
import org.loanregistry.registry.identity.SessionFetcher;
import org.loanregistry.registry.identity.Sessions;
import org.loanregistry.registry.web.PageFrame;

/** Signing in and out. */
@Controller("/console")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.TEXT_HTML)
@Hidden
final class SignInPages {
    private final Sessions sessions;
    private final Optional<DevelopmentSignIn> development;

    SignInPages(Sessions sessions, Optional<DevelopmentSignIn> development) {
        this.sessions = sessions;
        this.development = development;
    }

    /** The form, or what there is in place of one. */
    @Get("/sign-in")
    @Secured(SecurityRule.IS_ANONYMOUS)
    ModelAndView<Map<String, Object>> form(HttpRequest<?> request) {
        return page(request, false);
    }

    /** Signs in with a development token. */
    @Post("/sign-in")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Secured(SecurityRule.IS_ANONYMOUS)
    HttpResponse<?> signIn(HttpRequest<?> request, @Body("token") @Nullable String token) {
        DevelopmentSignIn desk = development.orElseThrow(() -> new NotFound("There is no development sign-in here."));
        Optional<String> session = token == null ? Optional.empty() : desk.signIn(token.strip());
        return session.isEmpty()
                ? HttpResponse.status(HttpStatus.UNAUTHORIZED).body(page(request, true))
                : HttpResponse.seeOther(URI.create("/console/overview"))
                        .cookie(cookie(session.get(), request.isSecure()));
    }

    /** Ends the session. */
    @Post("/sign-out")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Secured(SecurityRule.IS_AUTHENTICATED)
    HttpResponse<?> signOut(HttpRequest<?> request, Authentication person, @Body("csrf") @Nullable String csrf) {
        String own = String.valueOf(person.getAttributes().get(SessionFetcher.CSRF));
        if (csrf == null || !Sessions.isOwnForm(own, csrf)) {
            throw new NotAllowed("This form is not of this session.");
        }
        SessionFetcher.token(request).ifPresent(sessions::close);
        return HttpResponse.seeOther(URI.create("/console/sign-in"))
                .cookie(cookie("", request.isSecure()).maxAge(0));
    }

    private static Cookie cookie(String token, boolean secure) {
        return Cookie.of(SessionFetcher.COOKIE, token)
                .path(SessionFetcher.CONSOLE)
                .httpOnly(true)
                .secure(secure)
                .sameSite(SameSite.Strict);
    }

    private ModelAndView<Map<String, Object>> page(HttpRequest<?> request, boolean refused) {
        Map<String, Object> model = new HashMap<>();
        model.put("frame", PageFrame.outside(request, "signin.title"));
        model.put("development", development.isPresent());
        model.put("refused", refused);
        return new ModelAndView<>("sign-in", model);
    }
}
