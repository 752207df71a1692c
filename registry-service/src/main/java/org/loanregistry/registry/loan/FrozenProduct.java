package org.loanregistry.registry.loan;

import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.loan.calculator.Calculator;
import org.loanregistry.registry.loan.calculator.CostTable;
import org.loanregistry.registry.loan.product.ProductForm;
import org.loanregistry.registry.loan.product.ProductTerms;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.tree.Hash;

/**
 * The terms of a product as the contract's record freezes them.
 *
 * @param terms as read
 * @param text the canonical JSON from which they are read
 * @param calculator the version that reckons them
 * @param costTableHash of the cost table, where the contract fixes the loan
 * @param ruleWarnings ids of the legal rules that warn of it
 */
public record FrozenProduct(
        ProductTerms terms,
        String text,
        String calculator,
        @Nullable Hash costTableHash,
        List<String> ruleWarnings) {
    /** Copies the list. */
    public FrozenProduct {
        ruleWarnings = List.copyOf(ruleWarnings);
    }

    /** Freezes terms that were just read from a tree; interest goes to {@code lender}. */
    static FrozenProduct of(ProductTerms terms, Map<String, Object> tree, String lender, List<String> ruleWarnings) {
        Hash cost = terms.loan().map(loan -> CostTable.of(loan, lender).hash()).orElse(null);
        return new FrozenProduct(terms, CanonicalJson.write(tree), Calculator.VERSION, cost, ruleWarnings);
    }

    /** The same with more warnings. */
    FrozenProduct warned(List<String> ids) {
        List<String> all = new ArrayList<>(ruleWarnings);
        all.addAll(ids);
        return new FrozenProduct(terms, text, calculator, costTableHash, all);
    }

    /** Reads frozen terms again; empty if the text was altered so that it is none any more. */
    static Optional<ProductTerms> thaw(String text, String currency, long principalMinor) {
        try {
            return ProductForm.read(
                    Fields.of(CanonicalJson.parse(text)), Currency.getInstance(currency), principalMinor);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The terms as the tree of answers. */
    Object tree() {
        return CanonicalJson.parse(text);
    }
}
