package org.loanregistry.registry.sharing.agreement;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.loanregistry.registry.loan.ShareStanding;
import org.loanregistry.transparency.record.CanonicalJson;

/** Share agreements as the API's JSON shows them. */
final class AgreementTree {
    private AgreementTree() {}

    /**
     * {@code {lender, state, basis, version, purposes, fields, from, until, versions}}. Basis {@code CONTRACT} is what joint funding
     * implies: version 0, every field that is not personal, and no versions.
     */
    static Map<String, Object> of(String lender, List<AgreementStore.Sealed> versions, LocalDate today) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("lender", lender);
        if (versions.isEmpty()) {
            tree.put("state", Agreement.State.IN_FORCE.name());
            tree.put("basis", "CONTRACT");
            tree.put("version", 0L);
            tree.put(
                    "purposes",
                    ShareStanding.IMPLIED.purposes().stream().sorted().toList());
        } else {
            Agreement newest = versions.getLast().agreement();
            tree.put("state", newest.state(today, true).name());
            tree.put("basis", "AGREEMENT");
            tree.put("version", (long) newest.version());
            tree.put("purposes", newest.purposes());
            tree.put("fields", newest.fields());
            tree.put("from", newest.from().toString());
            if (newest.until() != null) {
                tree.put("until", newest.until().toString());
            }
        }
        List<Object> trees = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            trees.add(version(versions.get(i), i == versions.size() - 1, today));
        }
        tree.put("versions", trees);
        return tree;
    }

    private static Map<String, Object> version(AgreementStore.Sealed sealed, boolean isNewest, LocalDate today) {
        Agreement one = sealed.agreement();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("version", (long) one.version());
        tree.put("act", one.act().name());
        tree.put("state", one.state(today, isNewest).name());
        tree.put("purposes", one.purposes());
        tree.put("fields", one.fields());
        tree.put("consents", Objects.requireNonNull(CanonicalJson.parse(one.consents())));
        tree.put("from", one.from().toString());
        if (one.until() != null) {
            tree.put("until", one.until().toString());
        }
        tree.put("caseReference", one.caseReference());
        tree.put("submitter", one.submitter());
        tree.put("recordedAt", Instant.ofEpochSecond(one.epochSeconds()).toString());
        tree.put("recordId", one.recordId().toString());
        tree.put("leafHash", sealed.leafHash().toBase64());
        return tree;
    }
}
