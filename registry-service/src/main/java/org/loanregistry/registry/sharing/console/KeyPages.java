package org.loanregistry.registry.sharing.console;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.views.ModelAndView;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.error.Conflict;
import org.loanregistry.registry.error.NotAllowed;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.error.RegistryException;
import org.loanregistry.registry.identity.ApiKeys;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.SessionFetcher;
import org.loanregistry.registry.identity.SessionMarks;
import org.loanregistry.registry.identity.Sessions;
import org.loanregistry.registry.web.PageFrame;
import org.loanregistry.registry.web.Words;

/** The keys of a lender's machines: made, shown once, revoked by its people. */
@Controller("/console/keys")
@Secured("LENDER")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.TEXT_HTML)
@Hidden
final class KeyPages {
    private final ApiKeys keys;
    private final LenderDesk desk;

    KeyPages(ApiKeys keys, LenderDesk desk) {
        this.keys = keys;
        this.desk = desk;
    }

    /** The form and the keys that there are. */
    @Get
    ModelAndView<Map<String, Object>> list(HttpRequest<?> request, Authentication person) {
        return page(request, person, "", null);
    }

    /** Makes a key; its token is on this one page and nowhere else. */
    @Post
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<?> make(
            HttpRequest<?> request,
            Authentication person,
            @Body("csrf") @Nullable String csrf,
            @Body("name") @Nullable String name,
            @Body("days") @Nullable String days) {
        requireOwnForm(person, csrf);
        try {
            ApiKeys.Made made = keys.make(
                    Caller.of(person), SessionMarks.of(person), name == null ? "" : name.strip(), number(days));
            return HttpResponse.created(page(request, person, made.token(), null));
        } catch (Refused e) {
            return HttpResponse.badRequest(page(request, person, "", e));
        } catch (Conflict e) {
            return HttpResponse.status(HttpStatus.CONFLICT).body(page(request, person, "", e));
        }
    }

    /** Ends a key. */
    @Post("/{keyId}/revocation")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<?> revoke(Authentication person, @PathVariable UUID keyId, @Body("csrf") @Nullable String csrf) {
        requireOwnForm(person, csrf);
        keys.revoke(Caller.of(person), SessionMarks.of(person), keyId);
        return HttpResponse.seeOther(URI.create("/console/keys"));
    }

    /** What is no number is outside all bounds. */
    private static long number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,9}") ? Long.parseLong(text) : 0;
    }

    /** A machine has no session and so no form. */
    private static void requireOwnForm(Authentication person, @Nullable String csrf) {
        if (csrf == null
                || !(person.getAttributes().get(SessionFetcher.CSRF) instanceof String own)
                || !Sessions.isOwnForm(own, csrf)) {
            throw new NotAllowed("This form is not of this session.");
        }
    }

    private ModelAndView<Map<String, Object>> page(
            HttpRequest<?> request, Authentication person, String token, @Nullable RegistryException refused) {
        String lender = Caller.of(person).organisation();
        Map<String, Object> model = new HashMap<>();
        String csrf = String.valueOf(person.getAttributes().get(SessionFetcher.CSRF));
        String title = Words.askedBy(request).of("keys.title");
        model.put("frame", PageFrame.inside(request, title, desk.nameOf(lender), csrf));
        model.put("keys", keys.of(lender));
        model.put("now", keys.now());
        model.put("token", token);
        model.put("refused", refused == null ? "" : inWords(refused));
        return new ModelAndView<>("lender/keys", model);
    }

    private static String inWords(RegistryException refused) {
        StringBuilder words = new StringBuilder(String.valueOf(refused.getMessage()));
        refused.errors()
                .forEach(error -> words.append(' ')
                        .append(error.field())
                        .append(' ')
                        .append(error.rule())
                        .append('.'));
        return words.toString();
    }
}
