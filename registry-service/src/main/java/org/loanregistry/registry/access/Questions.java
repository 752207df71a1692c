package org.loanregistry.registry.access;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.access.AccessLevel;
import org.loanregistry.privacy.access.AccessRequest;
import org.loanregistry.privacy.access.Actor;
import org.loanregistry.privacy.access.Purpose;
import org.loanregistry.privacy.access.Role;
import org.loanregistry.registry.borrower.TenantSecrets;

/** Puts what a caller asks into the form in which it is decided: capacity and name from session and store alone. */
@Singleton
final class Questions {
    /** The subject of a question about the log as a whole. */
    static final String NOBODY = "-";

    /** The tenant of a question about no lender's borrower. */
    private static final String REGISTRY = "registry";

    private final TenantSecrets secrets;
    private final InstantSource clock;

    Questions(TenantSecrets secrets, InstantSource clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    /** A question about one person. */
    AccessRequest about(Subject subject, Asker asker, Purpose purpose, Map<String, AccessLevel> asked, String shape) {
        return about(subject, asker, purpose, asked, shape, null);
    }

    /** The same with the case or ticket that the caller names. */
    AccessRequest about(
            Subject subject,
            Asker asker,
            Purpose purpose,
            Map<String, AccessLevel> asked,
            String shape,
            @Nullable String reason) {
        return about(subject, asker, purpose, asked, shape, reason, null);
    }

    /** Whether a claimed value matches. */
    AccessRequest about(Subject subject, Asker asker, VerificationForm form) {
        UUID contract = form.contractId();
        return about(
                subject,
                asker,
                form.purpose(),
                Map.of(form.field(), AccessLevel.MATCH),
                "verify",
                form.reason(),
                contract == null ? null : contract.toString());
    }

    /** Whether fields of a record may leave towards somebody else. */
    AccessRequest about(Subject subject, Asker asker, RecordReveals.Asked asked) {
        var fields = PersonalFields.of(asked.fields(), AccessLevel.FULL);
        return about(
                subject,
                asker,
                asked.purpose(),
                fields,
                "disclose",
                asked.reason(),
                asked.contractId().toString());
    }

    private AccessRequest about(
            Subject subject,
            Asker asker,
            Purpose purpose,
            Map<String, AccessLevel> asked,
            String shape,
            @Nullable String reason,
            @Nullable String record) {
        return new AccessRequest(
                UUID.randomUUID().toString(),
                actor(asker, subject),
                purpose,
                subject.tenant(),
                subject.id().toString(),
                asked,
                1,
                shape,
                reason,
                record);
    }

    /** A question about the log as a whole. */
    AccessRequest aboutNobody(Asker asker, Purpose purpose, Map<String, AccessLevel> asked, String shape) {
        return new AccessRequest(
                UUID.randomUUID().toString(),
                organisation(asker, REGISTRY),
                purpose,
                REGISTRY,
                NOBODY,
                asked,
                1,
                shape);
    }

    /** A question whether somebody is among the caller's own borrowers. */
    AccessRequest aboutOwnBook(Asker asker, Purpose purpose, Map<String, AccessLevel> asked, String shape) {
        String tenant = asker.caller().organisation();
        return new AccessRequest(
                UUID.randomUUID().toString(), organisation(asker, tenant), purpose, tenant, NOBODY, asked, 1, shape);
    }

    /** In what capacity a caller asks about a person of this tenant. */
    static Role role(Asker asker, String tenant) {
        return switch (asker.caller().role()) {
            case LENDER -> asker.caller().organisation().equals(tenant) ? Role.ORIGINATING_LENDER : Role.PARTNER_LENDER;
            case OPERATOR -> Role.OPERATOR;
            case DPO -> Role.DPO;
            case BORROWER -> Role.BORROWER;
        };
    }

    private Actor actor(Asker asker, Subject subject) {
        if (role(asker, subject.tenant()) != Role.BORROWER) {
            return organisation(asker, subject.tenant());
        }
        boolean isSelf = asker.caller().organisation().equals(subject.id().toString());
        // The log never holds a subject's id, not even where the subject asks.
        String name = isSelf ? borrowerName(secrets, subject) : "borrower:other";
        return new Actor(name, Role.BORROWER, "borrower", asker.marks().session(), strength(asker));
    }

    private Actor organisation(Asker asker, String tenant) {
        return new Actor(
                asker.name(),
                role(asker, tenant),
                asker.caller().organisation(),
                asker.marks().session(),
                strength(asker));
    }

    private Actor.Strength strength(Asker asker) {
        if (asker.marks().isFreshlyProven(clock.instant())) {
            return Actor.Strength.STEPPED_UP;
        }
        return asker.marks().twoFactors() ? Actor.Strength.STRONG : Actor.Strength.SINGLE;
    }

    /** A borrower as an actor: the name under which the same person is a subject. */
    static String borrowerName(TenantSecrets secrets, Subject subject) {
        return "borrower:"
                + secrets.pseudonyms(subject.tenant()).of(subject.id().toString());
    }
}
