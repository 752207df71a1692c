package org.loanregistry.registry.loan;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.error.FieldError;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Lender;
import org.loanregistry.registry.identity.LenderDirectory;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.loan.product.LegalRules;
import org.loanregistry.registry.web.Paging;
import org.loanregistry.registry.web.RepeatableRequests;

/**
 * Contracts and repayments over HTTP. Bodies are read as bytes, so that every broken rule can be named, and answers are
 * written as bytes, so that the same request gets the same answer.
 */
@Controller("/api/v1")
@Secured({"LENDER", "OPERATOR"})
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.APPLICATION_JSON)
final class LoanApi {
    private static final int MAX_BATCH = 500;
    private static final String KEY = "Idempotency-Key";

    private final RepeatableRequests requests;
    private final ContractRegister contracts;
    private final RepaymentIntake repayments;
    private final LoanReader reader;
    private final LoanLists lists;
    private final LenderDirectory lenders;
    private final LegalRules rules;

    LoanApi(
            RepeatableRequests requests,
            ContractRegister contracts,
            RepaymentIntake repayments,
            LoanReader reader,
            LoanLists lists,
            LenderDirectory lenders,
            LegalRules rules) {
        this.requests = requests;
        this.contracts = contracts;
        this.repayments = repayments;
        this.reader = reader;
        this.lists = lists;
        this.lenders = lenders;
        this.rules = rules;
    }

    /** Records one contract: 201, or 200 if exactly it stands there already. */
    @Post("/contracts")
    HttpResponse<byte[]> contract(Authentication authentication, @Header(KEY) @Nullable String key, @Body byte[] body) {
        Caller caller = Caller.of(authentication);
        return requests.answer(caller, key, "contracts", body, tx -> {
            var item = form(Json.parse(body), known(), rules);
            return RecordingAnswer.single(contracts.record(tx, caller, List.of(item)));
        });
    }

    /** Records up to 500 contracts, each for itself, in one transaction. */
    @Post("/contracts/batch")
    HttpResponse<byte[]> contractBatch(
            Authentication authentication, @Header(KEY) @Nullable String key, @Body byte[] body) {
        Caller caller = Caller.of(authentication);
        return requests.answer(caller, key, "contracts/batch", body, tx -> {
            Set<String> known = known();
            var items =
                    items(body).stream().map(tree -> form(tree, known, rules)).toList();
            return RecordingAnswer.batch(contracts.record(tx, caller, items));
        });
    }

    /** Records one repayment: 201, or 200 if exactly it stands there already; 429 if there is no room for it now. */
    @Post("/repayments")
    HttpResponse<byte[]> repayment(
            Authentication authentication, @Header(KEY) @Nullable String key, @Body byte[] body) {
        Caller caller = Caller.of(authentication);
        var asked = requests.asked(caller, key, "repayments", body);
        return RepeatableRequests.response(repayments.one(asked, terms(Json.parse(body))));
    }

    /** Records up to 500 repayments in the order given, each for itself, in one transaction; 429 if there is no room now. */
    @Post("/repayments/batch")
    HttpResponse<byte[]> repaymentBatch(
            Authentication authentication, @Header(KEY) @Nullable String key, @Body byte[] body) {
        Caller caller = Caller.of(authentication);
        var asked = requests.asked(caller, key, "repayments/batch", body);
        var items = items(body).stream().map(LoanApi::terms).toList();
        return RepeatableRequests.response(repayments.batch(asked, items));
    }

    /** A contract by the registry's id. */
    @Get("/contracts/{contractId}")
    HttpResponse<byte[]> contract(Authentication authentication, String contractId) {
        return json(reader.byId(Caller.of(authentication), contractId));
    }

    /**
     * A contract by its number, {@code lender} naming the tenant where numbers of several are the same; without a number, all
     * contracts that the caller may see, page by page, with {@code flag} those that were unusual so.
     */
    @Get("/contracts{?number,lender,flag,cursor,limit}")
    HttpResponse<byte[]> contracts(
            Authentication authentication,
            @QueryValue @Nullable String number,
            @QueryValue @Nullable String lender,
            @QueryValue @Nullable String flag,
            @QueryValue @Nullable String cursor,
            @QueryValue @Nullable String limit) {
        Caller caller = Caller.of(authentication);
        Paging paging = Paging.of("contracts", cursor, limit);
        if (number != null) {
            return json(reader.byNumber(caller, number, lender));
        }
        if (lender != null) {
            throw new Refused(
                    "A query parameter breaks a rule.",
                    List.of(new FieldError("lender", "must be given with a number only")));
        }
        return json(lists.contracts(caller, flag, paging));
    }

    private static HttpResponse<byte[]> json(Map<String, Object> tree) {
        return HttpResponse.ok(Json.write(tree)).contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    private Set<String> known() {
        return lenders.all().stream().map(Lender::lenderId).collect(Collectors.toSet());
    }

    private static Parsed<ContractForm> form(@Nullable Object tree, Set<String> known, LegalRules rules) {
        Fields fields = Fields.of(tree);
        ContractForm form = ContractForm.read(fields, known, rules);
        return Parsed.of(form, fields.errors());
    }

    private static Parsed<RepaymentTerms> terms(@Nullable Object tree) {
        Fields fields = Fields.of(tree);
        RepaymentTerms terms = RepaymentForm.read(fields);
        return Parsed.of(terms, fields.errors());
    }

    /** The members of {@code {"items": [...]}}, 1 to 500. */
    static List<? extends @Nullable Object> items(byte[] body) {
        if (Json.parse(body) instanceof Map<?, ?> members
                && members.size() == 1
                && members.get("items") instanceof List<?> items
                && !items.isEmpty()
                && items.size() <= MAX_BATCH) {
            return items;
        }
        throw new Refused(
                "The body is no batch.",
                List.of(new FieldError("items", "must be an array of 1 to " + MAX_BATCH + " and the only field")));
    }
}
