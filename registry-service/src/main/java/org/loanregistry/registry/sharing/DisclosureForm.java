package org.loanregistry.registry.sharing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.access.FieldCatalogue;
import org.loanregistry.privacy.access.FieldGroup;
import org.loanregistry.privacy.access.Purpose;
import org.loanregistry.registry.access.AskedPurpose;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.rights.CaseReference;
import org.loanregistry.transparency.sdjwt.PublicJwk;
import org.loanregistry.transparency.sdjwt.SdJwtException;

/**
 * What a request to disclose a record to a third party says. Read it only if no error was found.
 *
 * @param recordId which record, this version of it
 * @param purpose for what
 * @param audience whom it is for
 * @param expiresAt until when, to the second
 * @param holder whose key will present it; null after an error only
 * @param fields which fields may be shown, each once
 * @param reason the case or ticket in the caller's own books
 */
record DisclosureForm(
        UUID recordId,
        Purpose purpose,
        String audience,
        Instant expiresAt,
        @Nullable PublicJwk holder,
        List<String> fields,
        String reason) {
    private static final int MAX_TEXT = 200;
    private static final int MAX_FIELDS = 32;
    private static final UUID NONE = new UUID(0, 0);

    /** Reads {@code {recordId, purpose, audience, expiresAt, holderKey, fields, reason}}. */
    static DisclosureForm read(Fields fields, FieldCatalogue catalogue, Instant now, int mostDays) {
        Optional<UUID> record = fields.required(
                "recordId", fields.parsed("recordId", MAX_TEXT, UUID::fromString, "must be an id of the registry"));
        Purpose purpose = fields.required(
                        "purpose",
                        fields.parsed("purpose", MAX_TEXT, AskedPurpose::of, "must be one of the registry's purposes"))
                .orElse(Purpose.VERIFICATION);
        String audience = fields.requiredText("audience", MAX_TEXT);
        Instant expiresAt = expiry(fields, now, mostDays);
        PublicJwk holder = holder(fields);
        List<String> names = fields.textList("fields", MAX_FIELDS, MAX_TEXT);
        if (names.isEmpty() || new HashSet<>(names).size() != names.size()) {
            fields.refuse("fields", "must name at least one field, each once");
        }
        for (int i = 0; i < names.size(); i++) {
            if (!isShowable(catalogue, names.get(i))) {
                fields.refuse("fields[" + i + "]", "must be a field of a loan that is not personal");
            }
        }
        String reason = CaseReference.read(fields, "reason");
        fields.finish();
        return new DisclosureForm(
                record.orElse(NONE), purpose, audience, expiresAt, holder, List.copyOf(names), reason);
    }

    private static boolean isShowable(FieldCatalogue catalogue, String name) {
        return catalogue
                .find(name)
                .filter(field -> field.group() == FieldGroup.FINANCIAL)
                .isPresent();
    }

    private static Instant expiry(Fields fields, Instant now, int mostDays) {
        Optional<Instant> given = fields.required(
                "expiresAt",
                fields.parsed("expiresAt", MAX_TEXT, Instant::parse, "must be a time in UTC, as 2026-01-31T00:00:00Z"));
        Instant latest = now.plus(Duration.ofDays(mostDays));
        given.ifPresent(time -> {
            if (!time.truncatedTo(ChronoUnit.SECONDS).isAfter(now) || time.isAfter(latest)) {
                fields.refuse("expiresAt", "must be after now and at most " + mostDays + " days from now");
            }
        });
        return given.orElse(latest).truncatedTo(ChronoUnit.SECONDS);
    }

    private static @Nullable PublicJwk holder(Fields fields) {
        Fields key = fields.object("holderKey");
        if (key.isEmpty()) {
            fields.refuse("holderKey", "must be the holder's public key as a JWK");
            return null;
        }
        try {
            return PublicJwk.of(key.toTree());
        } catch (SdJwtException e) {
            fields.refuse("holderKey", "must be a public JWK of Ed25519 (OKP) or P-256 (EC)");
            return null;
        }
    }
}
