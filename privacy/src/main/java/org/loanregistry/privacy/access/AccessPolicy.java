package org.loanregistry.privacy.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A policy: data, read from a text, with the hash of that text, by which a decision says under which policy it was made.
 *
 * <p>Guarantees: what no rule permits is denied; a forbid caps whatever is permitted, so that adding one never widens an
 * answer; no answer is above the ceiling of the field's class; an unlisted field is denied; an obligation that cannot be
 * fulfilled denies everything. Limit: it is as good as its facts.
 */
public final class AccessPolicy {
    private final String hash;
    private final PolicyIndex index;

    private AccessPolicy(String hash, PolicyIndex index) {
        this.hash = hash;
        this.index = index;
    }

    /**
     * Reads a policy (docs/formats.md 12).
     *
     * @throws IllegalArgumentException naming what is not understood
     */
    public static AccessPolicy parse(String text) {
        PolicyText read = PolicyText.read(text);
        return new AccessPolicy(sha256(text), new PolicyIndex(read.ceilings(), read.rules()));
    }

    /** The registry's own policy: the table of roles in docs/privacy.md. */
    public static AccessPolicy standard() {
        try (var stream = Objects.requireNonNull(AccessPolicy.class.getResourceAsStream("standard-policy.txt"))) {
            return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    /** SHA-256 of the policy's text, 64 lower-case hex digits. */
    public String hash() {
        return hash;
    }

    /** Decides; no side effects. */
    public Decision decide(AccessRequest request, Facts facts, FieldCatalogue catalogue) {
        SortedMap<String, AccessLevel> levels = new TreeMap<>();
        Set<Obligation> obligations = new LinkedHashSet<>();
        int general = Fact.bits(facts.general());
        boolean nothing = true;
        boolean masked = false;
        for (var asked : request.asked().entrySet()) {
            AccessLevel level = AccessLevel.NONE;
            CataloguedField field = catalogue.get(asked.getKey());
            if (field != null) {
                int holding = facts.bits(general, field.name(), request.actor());
                level = level(request, facts, field, holding, asked.getValue(), obligations);
            }
            levels.put(asked.getKey(), level);
            nothing &= level == AccessLevel.NONE;
            masked |= level != AccessLevel.FULL && level != AccessLevel.NONE;
        }
        if (nothing) {
            return Decision.deny(hash, levels, Decision.Reason.NOT_PERMITTED);
        }
        if (masked) {
            obligations.add(new Obligation.Mask());
        }
        return Decision.permit(hash, levels, List.copyOf(obligations));
    }

    /**
     * The best permitted level within what is asked; among equals a rule whose obligations can be met; then the caps. The
     * rule's obligations are added also where a forbid caps it: else the forbid would lift an obligation, and so widen the
     * answer.
     */
    private AccessLevel level(
            AccessRequest request,
            Facts facts,
            CataloguedField field,
            int holding,
            AccessLevel asked,
            Set<Obligation> obligations) {
        PolicyIndex.Cell cell = index.cell(request.actor().role(), request.purpose(), field);
        AccessLevel best = AccessLevel.NONE;
        PolicyIndex.Permitted by = null;
        boolean canBeMet = false;
        for (PolicyIndex.Permitted permit : cell.permits()) {
            if ((holding & permit.needs()) != permit.needs()) {
                continue;
            }
            AccessLevel level = permit.level().meet(asked);
            int order = level.compareTo(best);
            if (order < 0 || (order == 0 && canBeMet)) {
                continue;
            }
            boolean met = Obligations.areMet(permit.obligations(), request, facts);
            if (order > 0 || met) {
                best = level;
                by = permit;
                canBeMet = met;
            }
        }
        if (by != null) {
            obligations.addAll(by.obligations());
        }
        AccessLevel level = best.meet(cell.ceiling());
        for (PolicyIndex.Cap forbid : cell.forbids()) {
            if ((holding & forbid.when()) == forbid.when()) {
                level = level.meet(forbid.cap());
            }
        }
        return level;
    }
}
