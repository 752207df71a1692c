package org.loanregistry.transparency.agreement;

import org.loanregistry.transparency.note.VerifierKey;

/**
 * What the ledger holds of a log, apart from its heads. Format: docs/formats.md, section 9.
 *
 * @param origin the log's name
 * @param revision counts the changes, from 1
 * @param state whether it takes heads
 * @param keys who signs for the log
 * @param terms on what terms a head counts
 * @param by the proposal that made this revision, its id; {@code equivocation} for a frozen log; a bank's MSP id in a
 *     registration of the first contract version
 * @param transactionId the transaction that made it, 64 lower-case hex digits
 */
public record LogRegistration(
        String origin, long revision, LogState state, LogKeys keys, LogTerms terms, String by, String transactionId) {
    private static final String FIRST_VERSION = "loanreg log v1";
    private static final String FIRST_LINE = "loanreg log v2";
    private static final LogTerms FIRST_TERMS = new LogTerms(java.util.List.of(), 0, 0, 86_400, 0);

    /** Refuses revision 0 and keys of another name. */
    public LogRegistration {
        if (revision < 1) {
            throw new AgreementException("got revision " + revision + ", want at least 1");
        }
        keys.requireOrigin(origin);
    }

    /**
     * Parses what {@link #toText} prints, and what the first contract version kept: that has no witnesses, staleness one day.
     */
    public static LogRegistration parse(String text) {
        return AgreementText.parse(
                "registration",
                text,
                text.startsWith(FIRST_VERSION + "\n") ? LogRegistration::readFirstVersion : LogRegistration::read);
    }

    private static LogRegistration read(AgreementText text) {
        text.line(FIRST_LINE);
        return new LogRegistration(
                text.value("origin"),
                text.number("revision"),
                LogState.parse(text.value("state")),
                new LogKeys(text.keys()),
                LogTerms.read(text),
                text.value("by"),
                text.value("tx"));
    }

    private static LogRegistration readFirstVersion(AgreementText text) {
        text.line(FIRST_VERSION);
        VerifierKey key = VerifierKey.parse(text.value("vkey"));
        return new LogRegistration(
                key.name(),
                1,
                LogState.OPEN,
                new LogKeys(java.util.List.of(key)),
                FIRST_TERMS,
                text.value("by"),
                text.value("tx"));
    }

    /** The text as it stands on the ledger. */
    public String toText() {
        return FIRST_LINE + "\norigin " + origin + "\nrevision " + revision + "\nstate " + state.word() + "\n"
                + keys.toLines() + terms.toLines() + "by " + by + "\ntx " + transactionId + "\n";
    }

    /** The next revision with other keys. */
    public LogRegistration with(LogKeys newKeys, String newBy, String tx) {
        return new LogRegistration(origin, revision + 1, state, newKeys, terms, newBy, tx);
    }

    /** The next revision on other terms. */
    public LogRegistration with(LogTerms newTerms, String newBy, String tx) {
        return new LogRegistration(origin, revision + 1, state, keys, newTerms, newBy, tx);
    }

    /** The next revision in another state. */
    public LogRegistration with(LogState newState, String newBy, String tx) {
        return new LogRegistration(origin, revision + 1, newState, keys, terms, newBy, tx);
    }
}
