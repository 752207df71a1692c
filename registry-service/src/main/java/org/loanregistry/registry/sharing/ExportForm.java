package org.loanregistry.registry.sharing;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.rights.CaseReference;
import org.loanregistry.transparency.sdjwt.PublicJwk;
import org.loanregistry.transparency.sdjwt.SdJwtException;

/**
 * What a request for an export says. Read it only if no error was found.
 *
 * @param key to which the export is sealed; null after an error only
 * @param reason the case or ticket in the caller's own books
 */
record ExportForm(@Nullable PublicJwk key, String reason) {
    private static final String KEY = "key";

    /** Reads {@code {key, reason}}; the key is a public JWK of P-256 that is not said to be for anything but ECDH-ES. */
    static ExportForm read(Fields fields) {
        PublicJwk key = key(fields);
        String reason = CaseReference.read(fields, "reason");
        fields.finish();
        return new ExportForm(key, reason);
    }

    private static @Nullable PublicJwk key(Fields fields) {
        Fields given = fields.object(KEY);
        if (given.isEmpty()) {
            fields.refuse(KEY, "must be a public key of P-256 as a JWK");
            return null;
        }
        Map<String, Object> tree = given.toTree();
        if (tree.containsKey("d")) {
            fields.refuse(KEY, "must not hold the private part; that key is not to be used any more");
            return null;
        }
        boolean isForSealing = "EC".equals(tree.get("kty"))
                && isAbsentOr(tree.get("use"), "enc")
                && isAbsentOr(tree.get("alg"), SealedExport.ALGORITHM);
        try {
            if (isForSealing) {
                return PublicJwk.of(tree);
            }
        } catch (SdJwtException e) {
            // Refused below like any other: nothing of the key is quoted.
            isForSealing = false;
        }
        fields.refuse(KEY, "must be a public key of P-256 (kty EC, crv P-256) for ECDH-ES, a point of its curve");
        return null;
    }

    private static boolean isAbsentOr(@Nullable Object value, String wanted) {
        return value == null || wanted.equals(value);
    }
}
