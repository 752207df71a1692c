package org.loanregistry.registry.identity;

import static org.loanregistry.registry.database.schema.Tables.API_KEY;
import static org.loanregistry.registry.database.schema.Tables.SIGN_IN_AUDIT;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.database.schema.tables.records.ApiKeyRecord;

/** The table of keys, and their lines in the audit of sign-ins. */
final class ApiKeyStore {
    void insert(Transaction tx, byte[] tokenHash, ApiKey key) {
        tx.dsl()
                .insertInto(API_KEY)
                .set(API_KEY.KEY_ID, key.keyId())
                .set(API_KEY.LENDER_ID, key.lenderId())
                .set(API_KEY.NAME, key.name())
                .set(API_KEY.TOKEN_HASH, tokenHash)
                .set(API_KEY.MADE_BY, key.madeBy())
                .set(API_KEY.MADE_AT, at(key.madeAt()))
                .set(API_KEY.EXPIRES_AT, at(key.expiresAt()))
                .execute();
    }

    /** Nobody makes a key of this lender meanwhile. */
    void lock(Transaction tx, String lenderId) {
        tx.dsl().execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", "api keys of " + lenderId);
    }

    /** All of a lender, the newest first. */
    List<ApiKey> of(Transaction tx, String lenderId) {
        return tx.dsl()
                .selectFrom(API_KEY)
                .where(API_KEY.LENDER_ID.eq(lenderId))
                .orderBy(API_KEY.MADE_AT.desc(), API_KEY.KEY_ID)
                .fetch(ApiKeyStore::key);
    }

    Optional<ApiKey> find(Transaction tx, byte[] tokenHash) {
        return tx.dsl()
                .selectFrom(API_KEY)
                .where(API_KEY.TOKEN_HASH.eq(tokenHash))
                .fetchOptional(ApiKeyStore::key);
    }

    void used(Transaction tx, UUID keyId, Instant now) {
        tx.dsl()
                .update(API_KEY)
                .set(API_KEY.USED_AT, at(now))
                .where(API_KEY.KEY_ID.eq(keyId))
                .execute();
    }

    /** False if the lender has no such key, or it is revoked already. */
    boolean revoke(Transaction tx, String lenderId, UUID keyId, String by, Instant now) {
        return tx.dsl()
                        .update(API_KEY)
                        .set(API_KEY.REVOKED_AT, at(now))
                        .set(API_KEY.REVOKED_BY, by)
                        .where(API_KEY.KEY_ID.eq(keyId))
                        .and(API_KEY.LENDER_ID.eq(lenderId))
                        .and(API_KEY.REVOKED_AT.isNull())
                        .execute()
                == 1;
    }

    /** Says that a person made or ended a key. */
    void audit(Transaction tx, Instant now, String outcome, String lenderId, SessionMarks by) {
        tx.dsl()
                .insertInto(SIGN_IN_AUDIT)
                .set(SIGN_IN_AUDIT.HAPPENED_AT, at(now))
                .set(SIGN_IN_AUDIT.OUTCOME, outcome)
                .set(SIGN_IN_AUDIT.ROLE, Role.LENDER.name())
                .set(SIGN_IN_AUDIT.ORGANISATION, lenderId)
                .set(SIGN_IN_AUDIT.PERSON, by.person().isEmpty() ? null : by.person())
                .set(SIGN_IN_AUDIT.SESSION, by.session())
                .execute();
    }

    /** Says that a key was used that counts no longer. */
    void auditRefusal(Transaction tx, Instant now, byte[] tokenHash, String source) {
        tx.dsl()
                .insertInto(SIGN_IN_AUDIT)
                .set(SIGN_IN_AUDIT.HAPPENED_AT, at(now))
                .set(SIGN_IN_AUDIT.OUTCOME, "REFUSED")
                .set(SIGN_IN_AUDIT.REASON, SignInRefusal.KEY_OVER.name())
                .set(SIGN_IN_AUDIT.SESSION, SessionMarks.nameOf(tokenHash))
                .set(SIGN_IN_AUDIT.SOURCE, source)
                .execute();
    }

    private static ApiKey key(ApiKeyRecord row) {
        return new ApiKey(
                row.getKeyId(),
                row.getLenderId(),
                row.getName(),
                row.getMadeBy(),
                row.getMadeAt().toInstant(),
                row.getExpiresAt().toInstant(),
                instant(row.getUsedAt()),
                instant(row.getRevokedAt()));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
