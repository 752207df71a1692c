package org.loanregistry.registry.loan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.borrower.BorrowerIdentity;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.loan.product.LegalRule;
import org.loanregistry.registry.loan.product.LegalRules;
import org.loanregistry.registry.loan.product.ProductForm;
import org.loanregistry.registry.loan.product.ProductTerms;

/** A contract as a request states it: the terms and the borrower. Read from JSON, every broken rule named. */
record ContractForm(ContractTerms terms, BorrowerIdentity borrower) {
    static final int MAX_NUMBER = 100;
    static final int MAX_TEXT = 500;
    static final int MAX_ENTRIES = 60;
    private static final int MAX_INSTALMENTS = 600;
    private static final String DATES = "must be an instant, a local time, a date or a month in ISO 8601";

    /** The same with the warnings of more rules; of a contract without a product there are none. */
    ContractForm warned(List<LegalRule> broken) {
        FrozenProduct product = terms.product();
        return product == null || broken.isEmpty()
                ? this
                : new ContractForm(
                        terms.with(product.warned(
                                broken.stream().map(LegalRule::id).toList())),
                        borrower);
    }

    /** Reads the fields; after any error on {@code fields} the form is not to be used. */
    static ContractForm read(Fields fields, Set<String> knownLenders, LegalRules rules) {
        BorrowerIdentity borrower = BorrowerIdentity.read(fields.object("borrower"));
        String currency = currency(fields);
        long principal = fields.requiredInteger("principalMinor", 1, Fields.MAX_AMOUNT);
        var terms = new ContractTerms(
                fields.requiredText("contractNumber", MAX_NUMBER),
                fields.requiredText("lenderOfRecord", MAX_NUMBER),
                shares(fields, principal, knownLenders),
                currency,
                principal,
                amount(fields, "fundedMinor").orElse(null),
                fields.parsed("annualRate", 30, Rate::new, "must be a decimal fraction as text, at most 12 decimals")
                        .orElse(null),
                date(fields, "startDate").orElse(null),
                fields.parsed("term", 10, Term::new, "must be a period such as P30D or P12M")
                        .orElse(null),
                fields.integer("instalmentCount", 1, 100_000)
                        .map(Long::intValue)
                        .orElse(null),
                schedule(fields),
                amount(fields, "chargeMinor").orElse(null),
                amount(fields, "totalDueMinor").orElse(null),
                fields.requiredText("status", MAX_NUMBER),
                date(fields, "closedAt").orElse(null),
                fields.texts("provenance", MAX_ENTRIES, MAX_TEXT),
                fields.texts("attributes", MAX_ENTRIES, MAX_TEXT),
                null);
        Fields product = fields.object("product");
        if (!product.isEmpty()) {
            terms = terms.with(product(fields, product, terms, rules));
        }
        fields.finish();
        return new ContractForm(terms, borrower);
    }

    /** The product's terms, held against the law of the day on which the contract starts. */
    private static @Nullable FrozenProduct product(
            Fields fields, Fields product, ContractTerms terms, LegalRules rules) {
        if (terms.currency().isEmpty()
                || terms.shares().isEmpty()
                || !fields.errors().isEmpty()) {
            product.skip();
            return null;
        }
        PartialDate start = terms.startDate();
        if (start == null || start.precision() != PartialDate.Precision.DATE) {
            fields.refuse("startDate", "must be a date where there is a product");
        }
        Optional<ProductTerms> read =
                ProductForm.read(product, Money.currency(terms.currency()), terms.principalMinor());
        if (read.isEmpty() || start == null || !fields.errors().isEmpty()) {
            return null;
        }
        LocalDate day = LocalDate.parse(start.text());
        if (read.get().loan().map(loan -> !loan.dueDates().start().equals(day)).orElse(false)) {
            fields.refuse("product.plan.start", "must be startDate");
        }
        checkFunders(fields, read.get(), terms.lenders());
        List<String> warnings = new ArrayList<>();
        for (LegalRule rule : rules.brokenBy(
                read.get(), terms.shares().stream().map(Share::shareMinor).toList(), day)) {
            switch (rule.effect()) {
                case REFUSE -> fields.refuse(rule.measure().field(), rule.inWords());
                case WARN -> warnings.add(rule.id());
            }
        }
        return FrozenProduct.of(read.get(), product.toTree(), terms.lenderOfRecord(), warnings);
    }

    private static void checkFunders(Fields fields, ProductTerms product, List<String> funders) {
        if (product.joint() != null) {
            product.joint()
                    .strangers(funders)
                    .forEach(name -> fields.refuse("product.joint." + name, "must be one of the funders"));
            if (funders.size() < 2) {
                fields.refuse("product.joint", "must have at least two funders");
            }
        }
        if (product.guarantee() != null && funders.contains(product.guarantee().guarantor())) {
            fields.refuse("product.guarantee.guarantor", "must not be a funder: a funder bears losses by joint.loss");
        }
    }

    static String currency(Fields fields) {
        return fields.required(
                        "currency",
                        fields.parsed(
                                "currency",
                                3,
                                code -> Money.currency(code).getCurrencyCode(),
                                "must be an ISO 4217 code of a currency with a minor unit"))
                .orElse("");
    }

    static Optional<Long> amount(Fields fields, String name) {
        return fields.integer(name, 0, Fields.MAX_AMOUNT);
    }

    static Optional<PartialDate> date(Fields fields, String name) {
        return fields.parsed(name, 40, PartialDate::parse, DATES);
    }

    private static List<Share> shares(Fields fields, long principal, Set<String> knownLenders) {
        List<Share> shares = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        long sum = 0;
        for (Fields one : fields.objects("funders", 16)) {
            String lender = one.requiredText("lender", MAX_NUMBER);
            long share = one.requiredInteger("shareMinor", 1, Fields.MAX_AMOUNT);
            one.finish();
            if (!lender.isEmpty() && !knownLenders.contains(lender)) {
                one.refuse("lender", "must be a lender known to the registry");
            }
            if (!seen.add(lender)) {
                one.refuse("lender", "must stand once");
            }
            sum += share;
            shares.add(new Share(lender, share));
        }
        if (shares.isEmpty()) {
            fields.refuse("funders", "must name at least one lender");
        } else if (sum != principal) {
            fields.refuse("funders", "must sum to principalMinor");
        }
        return shares;
    }

    private static List<Instalment> schedule(Fields fields) {
        List<Instalment> schedule = new ArrayList<>();
        long before = 0;
        for (Fields line : fields.objects("schedule", MAX_INSTALMENTS)) {
            long number = line.requiredInteger("number", 1, 100_000);
            if (number <= before) {
                line.refuse("number", "must rise from one instalment to the next");
            }
            before = number;
            schedule.add(new Instalment(
                    Math.toIntExact(number),
                    line.required("dueDate", day(line, "dueDate")).orElse(LocalDate.EPOCH),
                    day(line, "settleDueDate").orElse(null),
                    line.requiredInteger("amountMinor", 0, Fields.MAX_AMOUNT),
                    line.requiredInteger("principalMinor", 0, Fields.MAX_AMOUNT),
                    line.requiredInteger("interestMinor", 0, Fields.MAX_AMOUNT),
                    line.text("source", MAX_TEXT).orElse(null)));
            line.finish();
        }
        return schedule;
    }

    private static Optional<LocalDate> day(Fields fields, String name) {
        return fields.parsed(name, 10, LocalDate::parse, "must be a date such as 2026-01-31");
    }
}
