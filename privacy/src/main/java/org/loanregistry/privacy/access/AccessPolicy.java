package org.loanregistry.privacy.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.envelope.DataClass;

/**
 * A policy: data, read from a text, with the hash of that text, by which a decision says under which policy it was made.
 *
 * <p>Guarantees: what no rule permits is denied; a forbid caps whatever is permitted, so that adding one never widens an
 * answer; no answer is above the ceiling of the field's class; an unlisted field is denied; an obligation that cannot be
 * fulfilled denies everything. Limit: it is as good as its facts.
 */
public final class AccessPolicy {
    private final String hash;
    private final Map<DataClass, AccessLevel> ceilings;
    private final List<PolicyRule.Permit> permits = new ArrayList<>();
    private final List<PolicyRule.Forbid> forbids = new ArrayList<>();

    private AccessPolicy(String hash, Map<DataClass, AccessLevel> ceilings, List<PolicyRule> rules) {
        this.hash = hash;
        this.ceilings = ceilings;
        for (PolicyRule rule : rules) {
            switch (rule) {
                case PolicyRule.Permit permit -> permits.add(permit);
                case PolicyRule.Forbid forbid -> forbids.add(forbid);
            }
        }
    }

    /**
     * Reads a policy (docs/formats.md 12).
     *
     * @throws IllegalArgumentException naming what is not understood
     */
    public static AccessPolicy parse(String text) {
        PolicyText read = PolicyText.read(text);
        return new AccessPolicy(sha256(text), read.ceilings(), read.rules());
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
        Map<String, AccessLevel> levels = new TreeMap<>();
        Set<Obligation> obligations = new LinkedHashSet<>();
        for (var asked : request.asked().entrySet()) {
            AccessLevel level = AccessLevel.NONE;
            Optional<CataloguedField> field = catalogue.find(asked.getKey());
            if (field.isPresent()) {
                Chosen chosen = choose(request, facts, field.get(), asked.getValue());
                level = chosen.level();
                // Also of a permit that a forbid caps: else the forbid would lift an obligation, and so widen the
                // answer.
                if (chosen.permit() != null) {
                    obligations.addAll(chosen.permit().obligations());
                }
            }
            levels.put(asked.getKey(), level);
        }
        boolean nothing = levels.values().stream().allMatch(level -> level == AccessLevel.NONE);
        if (nothing) {
            return Decision.deny(hash, levels, Decision.Reason.NOT_PERMITTED);
        }
        if (levels.values().stream().anyMatch(level -> level != AccessLevel.FULL && level != AccessLevel.NONE)) {
            obligations.add(new Obligation.Mask());
        }
        return Decision.permit(hash, levels, List.copyOf(obligations));
    }

    private record Chosen(AccessLevel level, PolicyRule.@Nullable Permit permit) {}

    /** The best permitted level within what is asked; among equals a rule whose obligations can be met; then the caps. */
    private Chosen choose(AccessRequest request, Facts facts, CataloguedField field, AccessLevel asked) {
        Set<Fact> holding = facts.of(field.name(), request.actor());
        Chosen best = new Chosen(AccessLevel.NONE, null);
        boolean bestCanBeMet = false;
        for (PolicyRule.Permit permit : permits) {
            if (!permit.scope().covers(request, field) || !holding.containsAll(permit.needs())) {
                continue;
            }
            AccessLevel level = permit.level().meet(asked);
            boolean canBeMet =
                    Obligations.unmet(permit.obligations(), request, facts).isEmpty();
            int order = level.compareTo(best.level());
            if (order > 0 || (order == 0 && canBeMet && !bestCanBeMet)) {
                best = new Chosen(level, permit);
                bestCanBeMet = canBeMet;
            }
        }
        AccessLevel level = best.level().meet(ceiling(field));
        for (PolicyRule.Forbid forbid : forbids) {
            if (forbid.scope().covers(request, field) && holding.containsAll(forbid.when())) {
                level = level.meet(forbid.cap());
            }
        }
        return new Chosen(level, best.permit());
    }

    private AccessLevel ceiling(CataloguedField field) {
        return ceilings.getOrDefault(field.group().dataClass(), AccessLevel.NONE);
    }
}
