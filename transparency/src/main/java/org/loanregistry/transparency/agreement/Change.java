package org.loanregistry.transparency.agreement;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.loanregistry.transparency.bytes.Sha256;

/**
 * A change that banks propose and approve. Its id is the SHA-256 of its text, so two who compare ids compare all of it. It
 * names the revision of the members it was made under, and of the log it changes: once either moved on it is stale for
 * ever. Format: docs/formats.md, section 9.
 */
public sealed interface Change {
    /** The revision of the members that may approve it. */
    long members();

    /** A log that is not registered yet. */
    record RegisterLog(long members, LogKeys keys, LogTerms terms) implements Change {
        /** The log's name. */
        public String origin() {
            return keys.origin();
        }
    }

    /** Other keys in place of all that the log had; a log keeps its key and gains one by giving both. */
    record RotateKeys(long members, long revision, LogKeys keys) implements Change {
        /** The log's name. */
        public String origin() {
            return keys.origin();
        }
    }

    /** Other witnesses, another quorum, staleness or interval: all of the terms are given. */
    record SetTerms(long members, String origin, long revision, LogTerms terms) implements Change {}

    /** The log takes no more heads. */
    record CloseLog(long members, String origin, long revision) implements Change {}

    /** A bank joins. */
    record AdmitBank(long members, String bank) implements Change {}

    /** A bank leaves. */
    record DismissBank(long members, String bank) implements Change {}

    /** The longest text, in characters. */
    int MAX_LENGTH = 16 * 1024;

    /** Parses exactly what {@link #toText} prints. */
    static Change parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new AgreementException("change: got " + text.length() + " characters, want at most " + MAX_LENGTH);
        }
        Change change = AgreementText.parse("change", text, ChangeText::read);
        if (!change.toText().equals(text)) {
            throw new AgreementException("change: not its one form, witnesses are in the order of their banks");
        }
        return change;
    }

    /** The text that is proposed and stands on the ledger. */
    default String toText() {
        return ChangeText.print(this);
    }

    /** 64 lower-case hex digits. */
    default String id() {
        return HexFormat.of().formatHex(Sha256.of(toText().getBytes(StandardCharsets.UTF_8)));
    }
}
