package org.loanregistry.registry.rights;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.transparency.tree.Hash;

/**
 * One act, as its row holds it.
 *
 * @param recordId of its record in the log
 * @param pseudonym of the person, as the access log has it
 * @param refersTo the request or hold that it is about
 * @param feed the lender whose feed gets the record; null for none
 * @param body canonical JSON of docs/formats.md, section 20
 * @param leaves of an erasure, the leaf hashes of what it made unreadable, ascending; else empty
 * @param submitter who did it
 */
@SuppressWarnings("ArrayRecordComponent") // passed through once between store and desk
record SubjectAct(
        UUID actId,
        UUID recordId,
        UUID subjectId,
        String tenant,
        String pseudonym,
        ActKind kind,
        @Nullable UUID refersTo,
        @Nullable String feed,
        String body,
        List<Hash> leaves,
        String submitter,
        long epochSeconds,
        byte[] sealedKey,
        Hash leafHash) {}
