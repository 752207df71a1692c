package org.loanregistry.privacy.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.loanregistry.privacy.token.Pseudonyms;
import org.loanregistry.privacy.token.TenantSecret;

/** Requests, a catalogue and a desk for tests. */
public final class Requests {
    /** When tests happen. */
    public static final Instant NOW = Instant.parse("2026-03-15T08:00:00.123Z");

    /** One field of each sort. */
    public static final FieldCatalogue CATALOGUE = FieldCatalogue.parse("""
            # name GROUP [MASK]
            openedAt INTERNAL
            name IDENTITY NAME
            mobile IDENTITY PHONE
            nationalId IDENTITY CN_ID
            amountMinor FINANCIAL
            faceRef AUTHENTICATION BIOMETRIC
            """);

    static final List<String> FIELDS = List.of("openedAt", "name", "mobile", "nationalId", "amountMinor", "faceRef");

    private Requests() {}

    static Actor actor(Role role) {
        return new Actor("u-17", role, "bank-a", "s-1", Actor.Strength.SINGLE);
    }

    static AccessRequest request(Role role, Purpose purpose, AccessLevel asked, String... fields) {
        Map<String, AccessLevel> levels = new TreeMap<>();
        for (String field : fields) {
            levels.put(field, asked);
        }
        return request(actor(role), purpose, levels, 1);
    }

    static AccessRequest request(Actor actor, Purpose purpose, Map<String, AccessLevel> asked, int rows) {
        return new AccessRequest("req-1", actor, purpose, "lender-a", "subj-0001", asked, rows, "GET /borrowers/{id}");
    }

    static Facts facts(Fact... facts) {
        Set<Fact> set = EnumSet.noneOf(Fact.class);
        set.addAll(List.of(facts));
        return Facts.of(set, new Basis(Basis.Type.CONTRACT, "c-9"));
    }

    /** A desk on the standard policy that keeps its entries in a list. */
    static AccessDesk desk(Facts facts, boolean fulfils, AccessLog log, InstantSource clock) {
        byte[] secret = HexFormat.of().parseHex("00".repeat(31) + "07");
        Pseudonyms pseudonyms = Pseudonyms.derive(TenantSecret.of("lender-a", secret));
        return new AccessDesk(
                AccessPolicy.standard(), CATALOGUE, _ -> facts, (_, _) -> fulfils, log, _ -> pseudonyms, clock);
    }

    /** Leave for the originating lender to see these fields of a person. */
    public static AccessGrant grant(String tenant, String subjectId, InstantSource clock, String... fields) {
        Map<String, AccessLevel> asked = new TreeMap<>();
        for (String field : fields) {
            asked.put(field, AccessLevel.FULL);
        }
        var request = new AccessRequest(
                "req-1", actor(Role.ORIGINATING_LENDER), Purpose.SERVICING, tenant, subjectId, asked, 1, "test");
        var ruling = desk(facts(Fact.RELATED, Fact.CONTRACT), true, new ListLog(), clock)
                .rule(request);
        return ((Ruling.Granted) ruling).grant();
    }

    /** A log in memory. */
    static final class ListLog implements AccessLog {
        final List<AccessEntry> entries = new ArrayList<>();

        @Override
        public synchronized long append(AccessEntry entry) {
            entries.add(entry);
            return entries.size() - 1L;
        }
    }
}
