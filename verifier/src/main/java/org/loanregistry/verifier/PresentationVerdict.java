package org.loanregistry.verifier;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.sdjwt.RecordToken;

/** What is true of a disclosure that a holder presents: accepted, or refused for one reason that is named. */
sealed interface PresentationVerdict {
    /**
     * Everything holds.
     *
     * @param token what the registry signed
     * @param schema the record schema's name, as {@code contract/1}
     * @param fields those shown, by name, in the schema's order
     * @param leafIndex the record's place in the log
     * @param checkpoint under which it is proved
     */
    record Accepted(
            RecordToken token, String schema, Map<String, FieldValue> fields, long leafIndex, Checkpoint checkpoint)
            implements PresentationVerdict {
        public Accepted {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /** Something does not hold: the first thing found. */
    record Refused(Why why, String detail) implements PresentationVerdict {}

    /** Why a disclosure is refused. */
    enum Why {
        /** It is no SD-JWT of ours. */
        UNREADABLE,
        /** The pinned key did not sign it, or it is of another log. */
        OTHER_ISSUER,
        /** Its time is over. */
        EXPIRED,
        /** Its time, or its holder's, is in the future. */
        NOT_YET,
        /** It is for somebody else. */
        OTHER_AUDIENCE,
        /** Nobody signed that they present it: a copy proves nothing. */
        NO_KEY_BINDING,
        /** Another key than the holder's signed. */
        OTHER_HOLDER,
        /** It was presented before, to another question. */
        OTHER_NONCE,
        /** A disclosure that the registry, or the holder, did not sign. */
        ALTERED_DISCLOSURE,
        /** A field that the record's leaf does not commit to. */
        ALTERED_LEAF,
        /** The leaf is not in the log. */
        NOT_IN_LOG,
        /** The own peer holds another history. */
        OTHER_HISTORY,
        /** The own peer knows of nothing recent enough. */
        STALE
    }
}
