package org.loanregistry.registry.sharing.console;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
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
import org.loanregistry.registry.error.NotFound;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.PublicAddress;
import org.loanregistry.registry.identity.SessionFetcher;
import org.loanregistry.registry.sharing.FeedDesk;
import org.loanregistry.registry.web.PageFrame;
import org.loanregistry.registry.web.Words;

/** A lender's pages. */
@Controller("/console")
@Secured("LENDER")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.TEXT_HTML)
@Hidden
final class LenderPages {
    private final LenderDesk desk;
    private final FeedDesk feed;
    private final PublicAddress address;

    LenderPages(LenderDesk desk, FeedDesk feed, PublicAddress address) {
        this.desk = desk;
        this.feed = feed;
        this.address = address;
    }

    /** To the first page. */
    @Get
    HttpResponse<?> start() {
        return HttpResponse.seeOther(URI.create("/console/overview"));
    }

    /** Exposure, today's changes, how far all is anchored. */
    @Get("/overview")
    ModelAndView<Map<String, Object>> overview(HttpRequest<?> request, Authentication person) {
        LenderDesk.Overview found = desk.overview(lender(person));
        Map<String, Object> model =
                framed(request, person, Words.askedBy(request).of("overview.title"));
        model.put("exposure", found.exposure());
        model.put("today", found.today());
        model.put("anchoring", found.anchoring());
        model.put("bars", ShareChart.of(found.exposure(), Words.askedBy(request)));
        return new ModelAndView<>("lender/overview", model);
    }

    /** The lender's loans, 50 a page. */
    @Get("/loans")
    ModelAndView<Map<String, Object>> loans(
            HttpRequest<?> request,
            Authentication person,
            @QueryValue(defaultValue = "") String number,
            @QueryValue(defaultValue = "") String status,
            @QueryValue(defaultValue = "") String currency,
            @QueryValue @Nullable UUID after) {
        Map<String, Object> model =
                framed(request, person, Words.askedBy(request).of("loans.title"));
        model.put("page", desk.loans(lender(person), new LoanFilter(number.strip(), status, currency, after)));
        return new ModelAndView<>("lender/loans", model);
    }

    /** One loan with everything recorded of it. */
    @Get("/loans/{contractId}")
    HttpResponse<ModelAndView<Map<String, Object>>> loan(
            HttpRequest<?> request, Authentication person, @PathVariable UUID contractId) {
        try {
            Loan loan = desk.loan(lender(person), contractId);
            Map<String, Object> model = framed(
                    request,
                    person,
                    Words.askedBy(request).of("loan.title", loan.line().number()));
            model.put("loan", loan);
            model.put("vkey", desk.vkey());
            return HttpResponse.ok(new ModelAndView<>("lender/loan", model));
        } catch (NotFound e) {
            Map<String, Object> model =
                    framed(request, person, Words.askedBy(request).of("missing.title"));
            return HttpResponse.<ModelAndView<Map<String, Object>>>notFound()
                    .body(new ModelAndView<>("lender/missing", model));
        }
    }

    /** How much of the lender's is in the log, what proves that nothing is missing, and the entries, 50 a page, the newest first. */
    @Get("/feed")
    ModelAndView<Map<String, Object>> feed(
            HttpRequest<?> request, Authentication person, @QueryValue @Nullable Long before) {
        LenderDesk.Feed found = desk.feed(lender(person), before);
        Map<String, Object> model =
                framed(request, person, Words.askedBy(request).of("feed.title"));
        model.put("anchoring", found.anchoring());
        model.put("feed", found.view());
        model.put("vkey", desk.vkey());
        model.put("address", address.origin(request));
        return new ModelAndView<>("lender/feed", model);
    }

    /** The proof bundle of a record, as the API gives it. */
    @Get("/records/{recordId}/bundle")
    @Produces("text/plain; charset=utf-8")
    String bundle(Authentication person, @PathVariable UUID recordId) {
        return feed.proof(lender(person), recordId);
    }

    private Map<String, Object> framed(HttpRequest<?> request, Authentication person, String title) {
        Map<String, Object> model = new HashMap<>();
        String csrf = String.valueOf(person.getAttributes().get(SessionFetcher.CSRF));
        model.put("frame", PageFrame.inside(request, title, desk.nameOf(lender(person)), csrf));
        return model;
    }

    private static String lender(Authentication person) {
        return Caller.of(person).organisation();
    }
}
