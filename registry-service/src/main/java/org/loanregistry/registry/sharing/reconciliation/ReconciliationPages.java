package org.loanregistry.registry.sharing.reconciliation;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Part;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.multipart.CompletedFileUpload;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.views.ModelAndView;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.error.Conflict;
import org.loanregistry.registry.error.NotAllowed;
import org.loanregistry.registry.error.NotFound;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.error.RegistryException;
import org.loanregistry.registry.error.TooBusy;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Lender;
import org.loanregistry.registry.identity.LenderDirectory;
import org.loanregistry.registry.identity.SessionFetcher;
import org.loanregistry.registry.identity.Sessions;
import org.loanregistry.registry.web.PageFrame;
import org.loanregistry.registry.web.Words;
import org.loanregistry.transparency.tree.Hash;

/** A lender's reconciliations: a file is sent, differences are looked at, the statement is confirmed. */
@Controller("/console/reconciliations")
@Secured("LENDER")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.TEXT_HTML)
@Hidden
final class ReconciliationPages {
    private static final int LISTED = 50;

    private final ReconciliationDesk desk;
    private final LenderDirectory lenders;

    ReconciliationPages(ReconciliationDesk desk, LenderDirectory lenders) {
        this.desk = desk;
        this.lenders = lenders;
    }

    /** The form and what was compared so far, 50 a page. */
    @Get
    ModelAndView<Map<String, Object>> list(
            HttpRequest<?> request, Authentication person, @QueryValue @Nullable UUID after) {
        return listed(request, person, after, null);
    }

    private ModelAndView<Map<String, Object>> listed(
            HttpRequest<?> request, Authentication person, @Nullable UUID after, @Nullable RegistryException refused) {
        List<Statement> found = desk.list(Caller.of(person), after, LISTED + 1);
        Map<String, Object> model = framed(request, person, words(request).of("recon.title"));
        model.put("page", new Stretch<>(found, LISTED));
        model.put("refused", Refusal.of(refused));
        return new ModelAndView<>("reconciliation/list", model);
    }

    /** Compares a file. */
    @Post
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    HttpResponse<?> compare(
            HttpRequest<?> request,
            Authentication person,
            @Part("csrf") @Nullable String csrf,
            @Part("asOf") @Nullable String asOf,
            @Part("file") @Nullable CompletedFileUpload file) {
        requireOwnForm(person, csrf);
        try {
            Statement made = desk.compared(Caller.of(person), asOf, bytes(file));
            return HttpResponse.seeOther(URI.create("/console/reconciliations/" + made.id()));
        } catch (Refused e) {
            return HttpResponse.badRequest(listed(request, person, null, e));
        } catch (TooBusy e) {
            return HttpResponse.status(HttpStatus.TOO_MANY_REQUESTS).body(listed(request, person, null, e));
        }
    }

    private static byte[] bytes(@Nullable CompletedFileUpload file) {
        if (file == null) {
            return new byte[0];
        }
        try (InputStream in = file.getInputStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One statement and its differences, of one cause or of all, 50 a page. */
    @Get("/{id}")
    HttpResponse<?> statement(
            HttpRequest<?> request,
            Authentication person,
            @PathVariable UUID id,
            @QueryValue @Nullable Cause cause,
            @QueryValue(defaultValue = "0") int after) {
        try {
            return HttpResponse.ok(shown(request, person, id, cause, after, null));
        } catch (NotFound e) {
            return missing(request, person);
        }
    }

    private ModelAndView<Map<String, Object>> shown(
            HttpRequest<?> request,
            Authentication person,
            UUID id,
            @Nullable Cause cause,
            int after,
            @Nullable RegistryException refused) {
        Caller caller = Caller.of(person);
        Statement statement = desk.shown(caller, id);
        Map<String, Object> model = framed(
                request, person, words(request).of("recon.one", statement.asOf().toString()));
        model.put("statement", statement);
        model.put("cause", cause == null ? "" : cause.name());
        model.put("page", new Stretch<>(desk.differences(caller, id, cause, after, LISTED + 1), LISTED));
        model.put("refused", Refusal.of(refused));
        return new ModelAndView<>("reconciliation/statement", model);
    }

    private HttpResponse<?> missing(HttpRequest<?> request, Authentication person) {
        Map<String, Object> model = framed(request, person, words(request).of("missing.title"));
        return HttpResponse.notFound().body(new ModelAndView<>("reconciliation/missing", model));
    }

    /** The differences as the API gives them. */
    @Get("/{id}/differences.csv")
    @Produces(ReconciliationApi.CSV)
    HttpResponse<byte[]> csv(Authentication person, @PathVariable UUID id) {
        return ReconciliationApi.file(desk.csv(Caller.of(person), id), id);
    }

    /** Confirms a statement for the lender. */
    @Post("/{id}/confirmations")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<?> confirm(
            HttpRequest<?> request,
            Authentication person,
            @PathVariable UUID id,
            @Body("csrf") @Nullable String csrf,
            @Body("differencesHash") @Nullable String differencesHash) {
        requireOwnForm(person, csrf);
        try {
            desk.confirmed(Caller.of(person), id, Hash.parseHex(differencesHash == null ? "" : differencesHash));
            return HttpResponse.seeOther(URI.create("/console/reconciliations/" + id));
        } catch (NotFound e) {
            return missing(request, person);
        } catch (Conflict e) {
            return HttpResponse.status(HttpStatus.CONFLICT).body(shown(request, person, id, null, 0, e));
        } catch (IllegalArgumentException e) {
            throw new Refused("The form is not one of this page.");
        }
    }

    private static void requireOwnForm(Authentication person, @Nullable String csrf) {
        if (csrf == null || !Sessions.isOwnForm(csrf(person), csrf)) {
            throw new NotAllowed("This form is not of this session.");
        }
    }

    private static String csrf(Authentication person) {
        return String.valueOf(person.getAttributes().get(SessionFetcher.CSRF));
    }

    private Map<String, Object> framed(HttpRequest<?> request, Authentication person, String title) {
        String name = lenders.find(Caller.of(person).organisation())
                .map(Lender::name)
                .orElseThrow(() -> new NotFound("There is no such lender."));
        Map<String, Object> model = new HashMap<>();
        model.put("frame", PageFrame.inside(request, title, name, csrf(person)));
        return model;
    }

    private static Words words(HttpRequest<?> request) {
        return Words.askedBy(request);
    }
}
