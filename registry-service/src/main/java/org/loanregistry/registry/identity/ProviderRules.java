package org.loanregistry.registry.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a token of the identity provider says of a person or a machine, and when that is enough. The provider vouches for
 * the claims; which organisations there are, the registry knows itself.
 *
 * @param issuer the provider's {@code iss}, to the letter (OpenID Connect Core 1.0, 3.1.3.7)
 * @param audience what {@code aud} of a token for the API must contain
 * @param roleClaim the claim with the role, a text or a list of texts; other roles in it are passed over
 * @param organisationClaim the claim with the lender's id, or a borrower's subject id
 * @param strongAcr the {@code acr} that stands for two factors; empty if only {@code amr} says so
 * @param lenders knows which lenders there are
 */
record ProviderRules(
        String issuer,
        String audience,
        String roleClaim,
        String organisationClaim,
        String strongAcr,
        LenderDirectory lenders) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern PERSON = Pattern.compile("[!-~]{1,64}");

    /** What came of reading the claims. */
    sealed interface Outcome {
        /** Somebody we know in a role of ours. */
        record Accepted(
                Caller caller,
                String person,
                boolean twoFactors,
                @Nullable Instant provenAt) implements Outcome {}

        /** Nobody we can let in. */
        record Refused(SignInRefusal reason) implements Outcome {}
    }

    /** An access token for the API, whose signature was checked. Unlike an ID token it must be made for this audience. */
    Outcome ofAccessToken(Map<String, Object> claims) {
        boolean isOurs = issuer.equals(claims.get("iss"))
                && texts(claims.get("aud")).contains(audience)
                && claims.get("exp") != null;
        return isOurs ? ofClaims(claims) : new Outcome.Refused(SignInRefusal.PROVIDER);
    }

    /** The claims of a token whose signature, issuer, audience and time were checked. */
    Outcome ofClaims(Map<String, Object> claims) {
        if (!(claims.get("sub") instanceof String person)
                || !PERSON.matcher(person).matches()) {
            return new Outcome.Refused(SignInRefusal.NO_PERSON);
        }
        Collection<String> given = texts(claims.get(roleClaim));
        List<Role> roles = new ArrayList<>();
        for (Role role : Role.values()) {
            if (given.contains(role.name())) {
                roles.add(role);
            }
        }
        if (roles.size() != 1) {
            return new Outcome.Refused(roles.isEmpty() ? SignInRefusal.NO_ROLE : SignInRefusal.TWO_ROLES);
        }
        if (!(claims.get(organisationClaim) instanceof String organisation)) {
            return new Outcome.Refused(SignInRefusal.NO_ORGANISATION);
        }
        return isKnown(roles.getFirst(), organisation)
                ? new Outcome.Accepted(
                        new Caller(roles.getFirst(), organisation), person, hasTwoFactors(claims), provenAt(claims))
                : new Outcome.Refused(SignInRefusal.UNKNOWN_ORGANISATION);
    }

    /** An operator or officer of a lender's name would be taken for the lender by whoever reads the records. */
    private boolean isKnown(Role role, String organisation) {
        return switch (role) {
            case LENDER -> lenders.find(organisation).isPresent();
            case OPERATOR, DPO ->
                NAME.matcher(organisation).matches()
                        && lenders.find(organisation).isEmpty();
            case BORROWER -> isSubjectId(organisation);
        };
    }

    private static boolean isSubjectId(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** RFC 8176 names {@code mfa} for several factors, whichever they were. */
    private boolean hasTwoFactors(Map<String, Object> claims) {
        return texts(claims.get("amr")).contains("mfa")
                || (!strongAcr.isEmpty() && strongAcr.equals(claims.get("acr")));
    }

    /** {@code auth_time} (OpenID Connect Core 1.0, 2; RFC 9068, 2.2.1): seconds, when the person last signed in. */
    private static @Nullable Instant provenAt(Map<String, Object> claims) {
        return claims.get("auth_time") instanceof Number seconds ? Instant.ofEpochSecond(seconds.longValue()) : null;
    }

    private static Collection<String> texts(@Nullable Object claim) {
        return switch (claim) {
            case String one -> List.of(one);
            case Collection<?> many ->
                many.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList();
            case null, default -> List.of();
        };
    }
}
