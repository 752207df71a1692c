package org.loanregistry.registry.identity;

import static org.loanregistry.registry.database.schema.Tables.CONSOLE_SESSION;
import static org.loanregistry.registry.database.schema.Tables.SIGN_IN_AUDIT;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Transaction;

/** The tables of sessions and of who signed in. */
final class SessionStore {
    void insert(Transaction tx, byte[] tokenHash, Session session) {
        tx.dsl()
                .insertInto(CONSOLE_SESSION)
                .set(CONSOLE_SESSION.TOKEN_HASH, tokenHash)
                .set(CONSOLE_SESSION.ROLE, session.caller().role().name())
                .set(CONSOLE_SESSION.ORGANISATION, session.caller().organisation())
                .set(CONSOLE_SESSION.PERSON, textOrNull(session.person()))
                .set(CONSOLE_SESSION.TWO_FACTORS, session.twoFactors())
                .set(CONSOLE_SESSION.CSRF, session.csrf())
                .set(CONSOLE_SESSION.OPENED_AT, session.openedAt().atOffset(ZoneOffset.UTC))
                .set(CONSOLE_SESSION.SEEN_AT, session.seenAt().atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** The session that was not signed out of, expired or not. */
    Optional<Session> find(Transaction tx, byte[] tokenHash) {
        return tx.dsl()
                .selectFrom(CONSOLE_SESSION)
                .where(CONSOLE_SESSION.TOKEN_HASH.eq(tokenHash))
                .and(CONSOLE_SESSION.CLOSED_AT.isNull())
                .fetchOptional(row -> new Session(
                        new Caller(Role.valueOf(row.getRole()), row.getOrganisation()),
                        row.getPerson() == null ? "" : row.getPerson(),
                        row.getTwoFactors(),
                        row.getCsrf(),
                        row.getOpenedAt().toInstant(),
                        row.getSeenAt().toInstant()));
    }

    void seen(Transaction tx, byte[] tokenHash, Instant now) {
        tx.dsl()
                .update(CONSOLE_SESSION)
                .set(CONSOLE_SESSION.SEEN_AT, now.atOffset(ZoneOffset.UTC))
                .where(CONSOLE_SESSION.TOKEN_HASH.eq(tokenHash))
                .execute();
    }

    void close(Transaction tx, byte[] tokenHash, Instant now) {
        tx.dsl()
                .update(CONSOLE_SESSION)
                .set(CONSOLE_SESSION.CLOSED_AT, now.atOffset(ZoneOffset.UTC))
                .where(CONSOLE_SESSION.TOKEN_HASH.eq(tokenHash))
                .execute();
    }

    void audit(Transaction tx, Instant now, String outcome, byte[] tokenHash, Session session) {
        tx.dsl()
                .insertInto(SIGN_IN_AUDIT)
                .set(SIGN_IN_AUDIT.HAPPENED_AT, now.atOffset(ZoneOffset.UTC))
                .set(SIGN_IN_AUDIT.OUTCOME, outcome)
                .set(SIGN_IN_AUDIT.ROLE, session.caller().role().name())
                .set(SIGN_IN_AUDIT.ORGANISATION, session.caller().organisation())
                .set(SIGN_IN_AUDIT.PERSON, textOrNull(session.person()))
                .set(SIGN_IN_AUDIT.SESSION, SessionMarks.nameOf(tokenHash))
                .execute();
    }

    void auditRefusal(Transaction tx, Instant now, SignInRefusal reason, String source) {
        tx.dsl()
                .insertInto(SIGN_IN_AUDIT)
                .set(SIGN_IN_AUDIT.HAPPENED_AT, now.atOffset(ZoneOffset.UTC))
                .set(SIGN_IN_AUDIT.OUTCOME, "REFUSED")
                .set(SIGN_IN_AUDIT.REASON, reason.name())
                .set(SIGN_IN_AUDIT.SOURCE, source)
                .execute();
    }

    private static @Nullable String textOrNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
