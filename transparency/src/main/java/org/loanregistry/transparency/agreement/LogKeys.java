package org.loanregistry.transparency.agreement;

import java.util.HashSet;
import java.util.List;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.note.VerifierKey;

/** The keys that may sign for a log, 1 to 4, all under its origin's name; more than one while a key is replaced. */
public record LogKeys(List<VerifierKey> keys) {
    private static final int MOST = 4;

    /** Refuses none, too many, the same twice, and keys of different names. */
    public LogKeys {
        keys = List.copyOf(keys);
        if (keys.isEmpty() || keys.size() > MOST) {
            throw new AgreementException("got " + keys.size() + " log keys, want 1 to " + MOST);
        }
        if (new HashSet<>(keys).size() < keys.size()) {
            throw new AgreementException("a log key is given twice");
        }
        if (keys.stream().map(VerifierKey::name).distinct().count() > 1) {
            throw new AgreementException("the log keys have different names, want the origin");
        }
    }

    /** The name of the keys, which is the log's origin. */
    public String origin() {
        return keys.getFirst().name();
    }

    /** Whether one of the keys signed, and no line names one of them falsely. */
    public boolean signed(SignedNote note) {
        List<VerifierKey> named = keys.stream()
                .filter(key -> note.signatures().stream()
                        .anyMatch(line -> line.name().equals(key.name()) && line.keyId() == key.keyId()))
                .toList();
        return !named.isEmpty() && named.stream().allMatch(note::isSignedBy);
    }

    void requireOrigin(String origin) {
        if (!origin().equals(origin)) {
            throw new AgreementException("the origin must be the name of the log's keys");
        }
    }

    String toLines() {
        StringBuilder lines = new StringBuilder();
        keys.forEach(key -> lines.append("key ").append(key.toText()).append('\n'));
        return lines.toString();
    }
}
