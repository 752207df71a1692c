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
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.views.ModelAndView;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.InetAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.error.NotAllowed;
import org.loanregistry.registry.error.NotFound;
import org.loanregistry.registry.identity.DevelopmentSignIn;
import org.loanregistry.registry.identity.SessionCookie;
import org.loanregistry.registry.identity.SessionFetcher;
import org.loanregistry.registry.identity.Sessions;
import org.loanregistry.registry.identity.SingleSignOut;
import org.loanregistry.registry.web.PageFrame;

/** Signing in and out. */
@Controller("/console")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.TEXT_HTML)
@Hidden
final class SignInPages {
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final Optional<DevelopmentSignIn> development;
    private final Optional<SingleSignOut> provider;

    SignInPages(
            Sessions sessions,
            SessionCookie cookie,
            Optional<DevelopmentSignIn> development,
            Optional<SingleSignOut> provider) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.development = development;
        this.provider = provider;
    }

    /** The form, or what there is in place of one. */
    @Get("/sign-in")
    @Secured(SecurityRule.IS_ANONYMOUS)
    ModelAndView<Map<String, Object>> form(HttpRequest<?> request) {
        return page(request, request.getParameters().contains("refused"));
    }

    /** Signs in with a development token. */
    @Post("/sign-in")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Secured(SecurityRule.IS_ANONYMOUS)
    HttpResponse<?> signIn(HttpRequest<?> request, @Body("token") @Nullable String token) {
        DevelopmentSignIn desk = development.orElseThrow(() -> new NotFound("There is no development sign-in here."));
        Optional<String> session = token == null ? Optional.empty() : desk.signIn(token.strip(), source(request));
        return session.isEmpty()
                ? HttpResponse.status(HttpStatus.UNAUTHORIZED).body(page(request, true))
                : HttpResponse.seeOther(URI.create("/console/overview")).cookie(cookie.of(session.get(), request));
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
        return HttpResponse.seeOther(URI.create("/console/sign-in?ended")).cookie(cookie.none(request));
    }

    /** The network address that asks; behind a proxy it is the proxy's. */
    static String source(HttpRequest<?> request) {
        InetAddress address = request.getRemoteAddress().getAddress();
        return address == null ? "unknown" : address.getHostAddress();
    }

    private ModelAndView<Map<String, Object>> page(HttpRequest<?> request, boolean refused) {
        Map<String, Object> model = new HashMap<>();
        model.put("frame", PageFrame.outside(request, "signin.title"));
        model.put("development", development.isPresent());
        model.put("provider", provider.isPresent());
        model.put("refused", refused);
        // A link and no redirect: the browser would not follow a form of ours to the provider's page.
        boolean ended = request.getParameters().contains("ended");
        model.put(
                "endThere",
                ended
                        ? provider.flatMap(one -> one.page(request))
                                .map(URI::toString)
                                .orElse("")
                        : "");
        return new ModelAndView<>("sign-in", model);
    }
}
