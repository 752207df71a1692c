package org.loanregistry.registry.loan.concentration;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.error.FieldError;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.loan.Money;
import org.loanregistry.registry.loan.product.LegalRule;
import org.loanregistry.registry.loan.product.LegalRules;
import org.loanregistry.registry.web.Answer;

/**
 * Holds what a bank funds of its partners' loans against the limits of law: by partner over the bank's tier-1 net capital, and
 * of all partners over all its loans (Notice 2021 No. 24). Capital and loans are figures that the bank reports itself.
 */
@Singleton
final class Concentrations {
    private static final int DECIMALS = 6;

    private final Database database;
    private final LegalRules rules;
    private final InstantSource clock;
    private final ConcentrationStore store = new ConcentrationStore();

    Concentrations(Database database, LegalRules rules, InstantSource clock) {
        this.database = database;
        this.rules = rules;
        this.clock = clock;
    }

    /** Takes a figure of the caller's own books. */
    Answer report(Transaction tx, Caller caller, byte[] body) {
        Fields fields = Fields.of(Json.parse(body));
        Optional<LenderFigure.Kind> kind = fields.required(
                "kind",
                fields.parsed("kind", 40, LenderFigure.Kind::valueOf, "must be TIER1_NET_CAPITAL or TOTAL_LOANS"));
        Optional<String> currency = fields.required(
                "currency", fields.parsed("currency", 3, Concentrations::currency, "must be an ISO 4217 code"));
        Optional<LocalDate> asOf = fields.required(
                "asOf", fields.parsed("asOf", 10, LocalDate::parse, "must be a date such as 2026-01-31"));
        long amount = fields.requiredInteger("amountMinor", 1, Fields.MAX_AMOUNT);
        if (asOf.isPresent() && asOf.get().isAfter(today())) {
            fields.refuse("asOf", "must not be after today");
        }
        fields.finish();
        if (!fields.errors().isEmpty()) {
            throw new Refused("The request breaks the rules of these fields.", List.copyOf(fields.errors()));
        }
        var figure = new LenderFigure(
                caller.organisation(), kind.orElseThrow(), currency.orElseThrow(), asOf.orElseThrow(), amount);
        store.insert(tx, figure, caller.toText(), clock.instant());
        return new Answer(201, Json.write(tree(figure)));
    }

    private static String currency(String code) {
        return Money.currency(code).getCurrencyCode();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static Map<String, Object> tree(LenderFigure figure) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("kind", figure.kind().name());
        tree.put("currency", figure.currency());
        tree.put("asOf", figure.asOf().toString());
        tree.put("amountMinor", figure.amountMinor());
        return tree;
    }

    /** The bank's balances as they stand now, by partner and in all, each with the rules that it breaks. */
    Map<String, Object> show(Caller caller, @Nullable String currency) {
        String code = code(currency);
        LocalDate day = today();
        String lender = caller.organisation();
        return caller.read(database, tx -> {
            var capital = store.figure(tx, lender, LenderFigure.Kind.TIER1_NET_CAPITAL, code, day);
            var loans = store.figure(tx, lender, LenderFigure.Kind.TOTAL_LOANS, code, day);
            SortedMap<String, Long> balances = store.balances(tx, lender, code);
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("lender", lender);
            tree.put("currency", code);
            tree.put("on", day.toString());
            List<Map<String, Object>> partners = new ArrayList<>();
            balances.forEach((partner, balance) -> {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("partner", partner);
                one.putAll(held(balance, capital, LegalRule.Measure.PARTNER_BALANCE_MAX, code, day));
                partners.add(one);
            });
            tree.put("partners", partners);
            long all = balances.values().stream().mapToLong(Long::longValue).sum();
            tree.put("allPartners", held(all, loans, LegalRule.Measure.ALL_PARTNERS_BALANCE_MAX, code, day));
            return tree;
        });
    }

    private static String code(@Nullable String currency) {
        try {
            if (currency != null) {
                return currency(currency);
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw refused("must be an ISO 4217 code of a currency with a minor unit");
        }
        throw refused("must be given: an ISO 4217 code such as CNY");
    }

    private static Refused refused(String rule) {
        return new Refused("A query parameter breaks a rule.", List.of(new FieldError("currency", rule)));
    }

    /** A balance over a figure; without the figure nothing is said to be kept or broken. */
    private Map<String, Object> held(
            long balance, Optional<LenderFigure> figure, LegalRule.Measure measure, String currency, LocalDate day) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("balanceMinor", balance);
        List<LegalRule> limits = rules.of(measure, null, currency, day);
        tree.put(
                "limits",
                limits.stream()
                        .map(rule ->
                                Map.of("rule", rule.id(), "limit", rule.limit().toPlainString()))
                        .toList());
        figure.ifPresent(one -> {
            BigDecimal part = BigDecimal.valueOf(balance)
                    .divide(BigDecimal.valueOf(one.amountMinor()), DECIMALS, RoundingMode.UP);
            tree.put("over", tree(one));
            tree.put("part", part.toPlainString());
            tree.put("ruleWarnings", broken(limits, balance, one));
        });
        return tree;
    }

    /** By exact products, not by the part that is shown. */
    private static List<String> broken(List<LegalRule> limits, long balance, LenderFigure figure) {
        return limits.stream()
                .filter(rule -> BigDecimal.valueOf(balance)
                                .compareTo(rule.limit().multiply(BigDecimal.valueOf(figure.amountMinor())))
                        > 0)
                .map(LegalRule::id)
                .toList();
    }
}
