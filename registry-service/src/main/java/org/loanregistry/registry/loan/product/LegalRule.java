package org.loanregistry.registry.loan.product;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A limit of law as of some days, with where it stands.
 *
 * @param id never used for another rule
 * @param from first day
 * @param until the first day on which it does not hold any more; absent while it does
 * @param currency of the loans that it is about
 * @param products of the loans that it is about
 * @param measure what is limited
 * @param limit minor units, months or a decimal fraction, as the measure says
 * @param effect what a breach does
 * @param source the law
 */
public record LegalRule(
        String id,
        LocalDate from,
        @Nullable LocalDate until,
        String currency,
        Set<Product> products,
        Measure measure,
        BigDecimal limit,
        Effect effect,
        String source) {

    /** What a breach does. */
    public enum Effect {
        /** The contract is not recorded. */
        REFUSE,
        /** It is recorded, the rule's id with it. */
        WARN
    }

    /** What is limited, and the field of the contract that breaks it. */
    public enum Measure {
        PRINCIPAL_MAX_MINOR("principalMinor", true),
        /** What one person has open at a lender, if it has more than this contract, this one included. */
        PERSON_TOTAL_MAX_MINOR("principalMinor", true),
        /** A bank's part of the loans that one partner brought, over its tier-1 net capital. */
        PARTNER_BALANCE_MAX("funders", true),
        /** A bank's part of the loans that all its partners brought, over all its loans. */
        ALL_PARTNERS_BALANCE_MAX("funders", true),
        /** Months until the end of a loan repaid in one sum. */
        BULLET_TERM_MAX_MONTHS("product.plan", true),
        TERM_MAX_MONTHS("product.plan", true),
        /** Part of a joint loan that the first funder, who brought the borrower, funds itself. */
        PARTNER_SHARE_MIN("funders", false),
        ALL_IN_NOMINAL_MAX("product", true),
        OVERDUE_SURCHARGE_MIN("product.penalty", false),
        OVERDUE_SURCHARGE_MAX("product.penalty", true),
        MISUSE_SURCHARGE_MAX("product.penalty", true),
        DEDUCTED_MAX_MINOR("product.charges", true);

        private final String field;
        private final boolean upper;

        Measure(String field, boolean upper) {
            this.field = field;
            this.upper = upper;
        }

        /** Where the API names it. */
        public String field() {
            return field;
        }
    }

    /** Copies the set. */
    public LegalRule {
        products = Set.copyOf(products);
    }

    boolean concerns(Product product, String currencyCode, LocalDate day) {
        return products.contains(product)
                && currency.equals(currencyCode)
                && !day.isBefore(from)
                && (until == null || day.isBefore(until));
    }

    /** Whether a value is on the wrong side of the limit. */
    public boolean isBrokenBy(BigDecimal value) {
        int compared = value.compareTo(limit);
        return measure.upper ? compared > 0 : compared < 0;
    }

    /** As a refusal says it. */
    public String inWords() {
        return "breaks rule " + id + " (limit " + limit.toPlainString() + "; " + source + ")";
    }
}
