package org.loanregistry.registry.access;

import java.util.UUID;
import org.loanregistry.transparency.tree.Hash;

/**
 * An entry of the access log as its row holds it.
 *
 * @param number its place in the log, from 0
 * @param recordId its record's id
 * @param subject the person's pseudonym, as the entry names it
 * @param entry RFC 8785 JSON, docs/formats.md 13
 * @param epochSeconds when
 * @param sealedKey its record key, sealed under the registry's key
 * @param leafHash of its leaf
 */
@SuppressWarnings("ArrayRecordComponent") // passed through once between store and vault, never compared
record LoggedEntry(
        long number, UUID recordId, String subject, String entry, long epochSeconds, byte[] sealedKey, Hash leafHash) {}
