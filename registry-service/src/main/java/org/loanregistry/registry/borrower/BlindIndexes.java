package org.loanregistry.registry.borrower;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.loanregistry.privacy.pii.Pii;
import org.loanregistry.privacy.token.BlindIndex;
import org.loanregistry.privacy.token.BlindIndexKey;
import org.loanregistry.privacy.token.CanonicalForm;

/** Keyed indexes of personal values, per tenant, purpose and kind: those of two purposes cannot be joined. */
@Singleton
public final class BlindIndexes {
    private static final int EPOCH = 1;

    private final TenantSecrets secrets;

    BlindIndexes(TenantSecrets secrets) {
        this.secrets = secrets;
    }

    /**
     * A stand-in by which one lender recognises equal values of another's borrowers: 34 hex digits, other ones for every
     * lender that it is made for, so that two lenders cannot compare what they got.
     */
    public String token(String tenant, String audience, Pii<?> value) {
        return HexFormat.of().formatHex(of(tenant, "token." + audience, value).toBytes());
    }

    /**
     * The index of a value at a tenant.
     *
     * @throws IllegalArgumentException if the value has no form of its kind; the message does not quote it
     */
    BlindIndex of(String tenant, String purpose, Pii<?> value) {
        return value.index(
                BlindIndexKey.derive(secrets.of(tenant), purpose, value.kind().canonicalForm(), EPOCH));
    }

    /** The indexes by which a borrower is looked up; a value that no form of its kind has is not to be found. */
    List<BorrowerIndexStore.Row> rows(String tenant, UUID subjectId, BorrowerIdentity identity) {
        List<BorrowerIndexStore.Row> rows = new ArrayList<>();
        Map.of("nationalId", identity.nationalId(), "mobile", identity.mobile()).forEach((field, value) -> {
            try {
                rows.add(new BorrowerIndexStore.Row(tenant, field, lookup(tenant, field, value), subjectId));
            } catch (IllegalArgumentException e) {
                // Such as a short foreign number: recorded, and found by its reference only.
            }
        });
        return rows;
    }

    /**
     * The index by which a field's value is looked up at a tenant.
     *
     * @throws IllegalArgumentException if the text is no value of its kind; the message does not quote it
     */
    byte[] lookup(String tenant, String field, String value) {
        CanonicalForm form = switch (field) {
            case "nationalId" -> CanonicalForm.CN_ID;
            case "mobile" -> CanonicalForm.MOBILE;
            default -> throw new IllegalStateException("no index of " + field);
        };
        return BlindIndexKey.derive(secrets.of(tenant), "lookup", form, EPOCH)
                .index(value)
                .toBytes();
    }
}
