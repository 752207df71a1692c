package org.loanregistry.benchmarks.privacy;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.access.AccessDesk;
import org.loanregistry.privacy.access.AccessEntry;
import org.loanregistry.privacy.access.AccessLevel;
import org.loanregistry.privacy.access.AccessLog;
import org.loanregistry.privacy.access.AccessPolicy;
import org.loanregistry.privacy.access.AccessRequest;
import org.loanregistry.privacy.access.Actor;
import org.loanregistry.privacy.access.Basis;
import org.loanregistry.privacy.access.Fact;
import org.loanregistry.privacy.access.Facts;
import org.loanregistry.privacy.access.FieldCatalogue;
import org.loanregistry.privacy.access.Purpose;
import org.loanregistry.privacy.access.Role;
import org.loanregistry.privacy.access.Ruling;
import org.loanregistry.privacy.token.Pseudonyms;
import org.loanregistry.privacy.token.TenantSecret;

/**
 * A lender asks for four fields of its borrower in clear: request, facts, decision under the standard policy, entry in its
 * RFC 8785 form, chained by SHA-256: all that happens before the disk.
 */
final class Decisions {
    static final String NAME = "decision";

    private static final String TENANT = "bank-a";
    private static final FieldCatalogue CATALOGUE = FieldCatalogue.parse("""
            name IDENTITY NAME
            mobile IDENTITY PHONE
            nationalId IDENTITY CN_ID
            amountMinor FINANCIAL
            """);

    private final Actor actor = new Actor("u-17", Role.ORIGINATING_LENDER, TENANT, "s-1", Actor.Strength.STRONG);
    private final AccessDesk desk;
    private int requests;

    Decisions() throws GeneralSecurityException {
        var pseudonyms = Pseudonyms.derive(TenantSecret.of(TENANT, new byte[32]));
        desk = new AccessDesk(
                AccessPolicy.standard(),
                CATALOGUE,
                _ -> Facts.of(Set.of(Fact.RELATED, Fact.CONTRACT), new Basis(Basis.Type.CONTRACT, "c-9")),
                (_, _) -> true,
                new ChainInMemory(),
                _ -> pseudonyms,
                InstantSource.system());
    }

    void addTo(Slices slices) {
        slices.add(NAME, this::decide);
    }

    private int decide() {
        var asked = Map.of(
                "name", AccessLevel.FULL,
                "mobile", AccessLevel.FULL,
                "nationalId", AccessLevel.FULL,
                "amountMinor", AccessLevel.FULL);
        var request = new AccessRequest(
                "req-" + requests++, actor, Purpose.SERVICING, TENANT, "subject-0001", asked, 1, "GET /borrowers/{id}");
        return switch (desk.rule(request)) {
            case Ruling.Granted granted -> granted.decision().levels().size();
            case Ruling.Denied denied -> throw new IllegalStateException("denied: " + denied.decision());
        };
    }

    /** Keeps the number and the hash of the last entry. */
    private static final class ChainInMemory implements AccessLog {
        private final MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        private @Nullable String previous;
        private long entries;

        ChainInMemory() throws GeneralSecurityException {}

        @Override
        public long append(AccessEntry entry) {
            long number = entries++;
            previous = HexFormat.of().formatHex(sha256.digest(entry.toJson(number, previous)));
            return number;
        }
    }
}
