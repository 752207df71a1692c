package org.loanregistry.registry.loan;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.borrower.BorrowerIdentity;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.tree.Hash;

/** The fields of a record as they are committed: docs/schemas/records.txt, schemas 257 to 260. Absent ones are left out. */
final class RecordValues {
    static final int CONTRACT = 257;
    static final int REPAYMENT = 258;
    static final int PRODUCT_CONTRACT = 259;
    static final int EVENT = 260;

    private static final int SUBMITTER = 65531;
    private static final int KID = 65532;
    private static final int ROW_VERSION = 65533;
    private static final int PREVIOUS_LEAF = 65534;

    private final Map<Integer, FieldValue> values = new HashMap<>();

    private RecordValues() {}

    /** By which schema a contract is committed to. */
    static int schemaOf(ContractTerms terms) {
        return terms.product() == null ? CONTRACT : PRODUCT_CONTRACT;
    }

    /** The fields of contract/1, and of contract/2 if it is a product's. */
    static Map<Integer, FieldValue> of(RecordedContract contract, BorrowerIdentity borrower) {
        ContractTerms terms = contract.terms();
        var fields = new RecordValues();
        fields.text(1, borrower.name());
        fields.text(2, borrower.nationalId());
        fields.text(3, borrower.mobile());
        fields.text(4, borrower.reference());
        fields.id(5, contract.contractId());
        fields.text(6, terms.number());
        fields.text(7, terms.lenderOfRecord());
        fields.json(8, shareTrees(terms.shares()));
        fields.text(9, terms.currency());
        fields.integer(10, terms.principalMinor());
        fields.integer(11, terms.fundedMinor());
        fields.text(12, terms.annualRate() == null ? null : terms.annualRate().text());
        fields.text(13, terms.startDate() == null ? null : terms.startDate().text());
        fields.text(14, terms.term() == null ? null : terms.term().text());
        fields.integer(15, terms.instalmentCount() == null ? null : (long) terms.instalmentCount());
        if (!terms.schedule().isEmpty()) {
            fields.json(16, terms.schedule().stream().map(Instalment::toTree).toList());
        }
        fields.integer(17, terms.chargeMinor());
        fields.integer(18, terms.totalDueMinor());
        fields.text(19, terms.status());
        fields.text(20, terms.closedAt() == null ? null : terms.closedAt().text());
        fields.texts(21, terms.provenance());
        fields.texts(22, terms.attributes());
        fields.json(23, contract.stamp().flagNames());
        FrozenProduct product = terms.product();
        if (product != null) {
            fields.values.put(24, FieldValue.json(product.text()));
            fields.text(25, product.calculator());
            fields.hash(26, product.costTableHash());
            fields.json(27, product.ruleWarnings());
        }
        return fields.stamped(contract.stamp());
    }

    /** The fields of repayment/1. */
    static Map<Integer, FieldValue> of(RecordedRepayment repayment) {
        RepaymentTerms terms = repayment.terms();
        var fields = new RecordValues();
        fields.id(1, repayment.repaymentId());
        fields.id(2, repayment.contractId());
        fields.text(3, repayment.contractNumber());
        fields.text(4, terms.number());
        fields.json(5, shareTrees(repayment.shares()));
        fields.text(6, terms.currency());
        fields.integer(7, terms.amountMinor());
        fields.integer(8, repayment.split().principal());
        fields.integer(9, repayment.split().interest());
        fields.integer(10, repayment.split().excess());
        fields.text(11, terms.paidAt().text());
        fields.text(12, terms.settledAt() == null ? null : terms.settledAt().text());
        fields.integer(13, repayment.principalOutstandingMinor());
        SortedMap<String, String> provenance = new TreeMap<>(terms.provenance());
        String rule = repayment.splitRule();
        if (rule != null) {
            provenance.put("registry.split", rule);
        }
        fields.texts(14, provenance);
        fields.texts(15, terms.attributes());
        fields.json(16, repayment.stamp().flagNames());
        return fields.stamped(repayment.stamp());
    }

    /** The fields of event/1. */
    static Map<Integer, FieldValue> of(RecordedEvent event) {
        var fields = new RecordValues();
        fields.id(1, event.eventId());
        fields.id(2, event.contractId());
        fields.text(3, event.contractNumber());
        fields.text(4, event.number());
        fields.json(5, shareTrees(event.shares()));
        fields.values.put(6, FieldValue.json(event.body()));
        fields.hash(7, event.costTableHash());
        EventCorrection correction = event.correction();
        if (correction != null) {
            fields.text(8, correction.reasonCode());
            fields.json(9, correction.changedPaths());
            fields.text(10, correction.maker());
            fields.text(11, correction.checker());
            fields.integer(12, correction.withdrawn() ? 1L : 0L);
            fields.hash(PREVIOUS_LEAF, correction.previousLeaf());
        }
        return fields.stamped(event.stamp());
    }

    private void hash(int fieldId, @Nullable Hash hash) {
        if (hash != null) {
            values.put(fieldId, FieldValue.bytes(hash.toBytes()));
        }
    }

    private Map<Integer, FieldValue> stamped(Stamp stamp) {
        text(SUBMITTER, stamp.submitter());
        values.put(KID, FieldValue.bytes(stamp.kid().toBytes()));
        integer(ROW_VERSION, (long) stamp.rowVersion());
        return values;
    }

    /** Shares as the JSON of records and answers. */
    static List<Map<String, Object>> shareTrees(List<Share> shares) {
        return shares.stream()
                .map(share -> Map.<String, Object>of("lender", share.lender(), "shareMinor", share.shareMinor()))
                .toList();
    }

    private void text(int fieldId, @Nullable String text) {
        if (text != null) {
            values.put(fieldId, FieldValue.text(text));
        }
    }

    private void integer(int fieldId, @Nullable Long number) {
        if (number != null) {
            values.put(fieldId, FieldValue.integer(number));
        }
    }

    private void id(int fieldId, UUID id) {
        values.put(
                fieldId,
                FieldValue.bytes(ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array()));
    }

    private void texts(int fieldId, SortedMap<String, String> texts) {
        if (!texts.isEmpty()) {
            json(fieldId, texts);
        }
    }

    private void json(int fieldId, Object tree) {
        values.put(fieldId, FieldValue.jsonOf(tree));
    }
}
