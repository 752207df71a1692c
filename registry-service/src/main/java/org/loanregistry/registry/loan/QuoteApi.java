package org.loanregistry.registry.loan;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.loanregistry.registry.error.FieldError;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.loan.account.LoanEvent;
import org.loanregistry.registry.loan.calculator.LoanTerms;
import org.loanregistry.registry.loan.calculator.QuoteTree;
import org.loanregistry.registry.loan.product.EventForm;
import org.loanregistry.registry.loan.product.LegalRule;
import org.loanregistry.registry.loan.product.LegalRules;
import org.loanregistry.registry.loan.product.ProductForm;
import org.loanregistry.registry.loan.product.ProductTerms;

/** What a loan would cost, by the calculator and the forms that book it. Nothing is recorded. */
@Controller("/api/v1")
@Secured({"LENDER", "OPERATOR"})
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.APPLICATION_JSON)
final class QuoteApi {
    private final LegalRules rules;

    QuoteApi(LegalRules rules) {
        this.rules = rules;
    }

    /**
     * The schedule, the totals, the all-in cost and the cost table of {@code product} over {@code principalMinor}; of a line,
     * of the drawdown in {@code event}. The rules of law that it breaks are named, refused or not.
     */
    @Post("/quotes")
    HttpResponse<byte[]> quote(@Body byte[] body) {
        Fields fields = Fields.of(Json.parse(body));
        String currency = ContractForm.currency(fields);
        long principal = fields.requiredInteger("principalMinor", 1, Fields.MAX_AMOUNT);
        String lender = fields.requiredText("lender", ContractForm.MAX_NUMBER);
        Fields product = fields.object("product");
        Fields event = fields.object("event");
        if (product.isEmpty()) {
            fields.refuse("product", "must be given");
        }
        fields.finish();
        refuseIfBroken(fields);
        ProductTerms terms =
                ProductForm.read(product, Money.currency(currency), principal).orElseThrow(() -> broken(fields));
        LoanTerms loan = loan(fields, event, terms).orElseThrow(() -> broken(fields));
        refuseIfBroken(fields);
        try {
            Map<String, Object> tree = QuoteTree.of(loan, lender);
            tree.put(
                    "rules",
                    rules.brokenBy(terms, List.of(principal), loan.dueDates().start()).stream()
                            .map(QuoteApi::tree)
                            .toList());
            return HttpResponse.ok(Json.write(tree)).contentType(MediaType.APPLICATION_JSON_TYPE);
        } catch (ArithmeticException e) {
            throw new Refused(
                    "The request breaks the rules of these fields.",
                    List.of(new FieldError("product", "must not lead to amounts beyond what can be reckoned")));
        }
    }

    private static Map<String, Object> tree(LegalRule rule) {
        return Map.of("id", rule.id(), "effect", rule.effect().name(), "source", rule.source());
    }

    private static Optional<LoanTerms> loan(Fields fields, Fields event, ProductTerms terms) {
        if (event.isEmpty()) {
            if (terms.loan().isEmpty()) {
                fields.refuse("event", "must be a drawdown where the product fixes no plan");
            }
            return terms.loan();
        }
        LoanEvent read = EventForm.read(event, terms).map(EventForm.Read::event).orElse(null);
        if (read instanceof LoanEvent.Drawn drawn) {
            return Optional.of(terms.drawdown(drawn.amountMinor(), drawn.plan(), drawn.rates(), drawn.on()));
        }
        if (read != null) {
            event.refuse("kind", "must be DRAWN in a quote");
        }
        return Optional.empty();
    }

    private static void refuseIfBroken(Fields fields) {
        if (!fields.errors().isEmpty()) {
            throw broken(fields);
        }
    }

    private static Refused broken(Fields fields) {
        return new Refused("The request breaks the rules of these fields.", fields.errors());
    }
}
