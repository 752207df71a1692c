package org.loanregistry.registry.loan;

import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.loanregistry.registry.json.Fields;

/** A repayment as a request states it. Read from JSON, every broken rule named. */
final class RepaymentForm {
    private RepaymentForm() {}

    /** Reads the fields; after any error on {@code fields} the result is not to be used. */
    static RepaymentTerms read(Fields fields) {
        long amount = fields.requiredInteger("amountMinor", 1, Fields.MAX_AMOUNT);
        Optional<Long> principal = ContractForm.amount(fields, "principalMinor");
        Optional<Long> interest = ContractForm.amount(fields, "interestMinor");
        Optional<Long> excess = ContractForm.amount(fields, "excessMinor");
        checkParts(fields, amount, principal, interest, excess);
        var terms = new RepaymentTerms(
                contract(fields),
                fields.requiredText("repaymentNumber", ContractForm.MAX_NUMBER),
                ContractForm.currency(fields),
                amount,
                principal.orElse(null),
                interest.orElse(null),
                excess.orElse(null),
                fields.required("paidAt", ContractForm.date(fields, "paidAt"))
                        .orElseGet(() -> PartialDate.parse("1970-01-01")),
                ContractForm.date(fields, "settledAt").orElse(null),
                fields.texts("provenance", ContractForm.MAX_ENTRIES, ContractForm.MAX_TEXT),
                fields.texts("attributes", ContractForm.MAX_ENTRIES, ContractForm.MAX_TEXT));
        fields.finish();
        return terms;
    }

    /** Parts that are all given must make up the amount; some given must leave room for the others. */
    private static void checkParts(
            Fields fields, long amount, Optional<Long> principal, Optional<Long> interest, Optional<Long> excess) {
        long given = Stream.of(principal, interest, excess)
                .flatMap(Optional::stream)
                .mapToLong(Long::longValue)
                .sum();
        boolean complete = principal.isPresent() && interest.isPresent() && excess.isPresent();
        if (given > amount || (complete && given != amount)) {
            fields.refuse("amountMinor", "must be the sum of principalMinor, interestMinor and excessMinor");
        }
    }

    /** Which contract a request is about. */
    static ContractReference contract(Fields fields) {
        Optional<UUID> id = fields.parsed("contractId", 36, UUID::fromString, "must be a UUID");
        Optional<String> lender = fields.text("lender", ContractForm.MAX_NUMBER);
        Optional<String> number = fields.text("contractNumber", ContractForm.MAX_NUMBER);
        if (id.isPresent() == (lender.isPresent() && number.isPresent()) || lender.isPresent() != number.isPresent()) {
            fields.refuse("contractId", "must be given, or else lender and contractNumber, not both");
        }
        return id.<ContractReference>map(ContractReference.ById::new)
                .orElseGet(() -> new ContractReference.ByNumber(lender.orElse(""), number.orElse("")));
    }
}
